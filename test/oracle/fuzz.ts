import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describeFault } from './counterexample.js'
import { isFault, Oracle } from './oracle.js'
import { Tally } from './tally.js'

/** How long to go on, where to begin, and how many faults to make small. */
export interface FuzzOptions {
  minutes: number
  seed: number
  faults: number
  print: (line: string) => void
}

/** Judges programs until the time is over or enough faults are found; writes those to tmp/oracle. */
export async function fuzz({ minutes, seed, faults, print }: FuzzOptions): Promise<number> {
  const oracle = new Oracle(16)
  const tally = new Tally()
  const start = performance.now()
  let found = 0
  let shrinking = 0
  for (let batch = seed; performance.now() - start < minutes * 60_000 && found < faults; batch++) {
    for (const verdict of await oracle.judgeBatch(batch)) {
      tally.add(verdict)
      if (!isFault(verdict) || found >= faults) continue
      const before = performance.now()
      const fault = describeFault(await oracle.shrink(verdict, 90))
      shrinking += performance.now() - before
      writeFault(found++, `seed ${String(batch)}\n${fault}`)
      print(`--- fault ${String(found)}, seed ${String(batch)}\n${fault}`)
    }
  }
  const minutesSpent = (performance.now() - start - shrinking) / 60_000
  print(`${String(tally)}\n${(tally.programs / minutesSpent).toFixed(0)} programs a minute, from seed ${String(seed)}`)
  oracle.close()
  return found
}

function writeFault(index: number, text: string): void {
  const folder = resolve(import.meta.dirname, '../../tmp/oracle', String(index))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'fault.diff'), text)
}
