import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { writeFolder } from '../support/folder.js'
import { describeFault } from './counterexample.js'
import type { Verdict } from './judge.js'
import { Oracle, type Outcome } from './oracle.js'
import { Tally } from './tally.js'

/** How long to go on, where to begin, and how many faults to make small. */
export interface FuzzOptions {
  minutes: number
  seed: number
  faults: number
  /** Looks for programs of this outcome in place of faults. */
  outcome?: Outcome
  /** Also lists the lines of the grammar that no converted program came by. */
  unreached?: boolean
  print: (line: string) => void
}

/** Judges programs until the time is over or enough faults are found; writes those to tmp/oracle. */
export async function fuzz({ minutes, seed, faults, outcome, unreached, print }: FuzzOptions): Promise<number> {
  const oracle = new Oracle(16, outcome && ((verdict) => verdict.outcome === outcome))
  const tally = new Tally()
  const start = performance.now()
  let found = 0
  let shrinking = 0
  for (let batch = seed; performance.now() - start < minutes * 60_000 && found < faults; batch++) {
    const verdicts = await oracle.judgeBatch(batch)
    verdicts.forEach((verdict) => { tally.add(verdict) })
    for (const verdict of oracle.sought(verdicts).slice(0, faults - found)) {
      const before = performance.now()
      const smallest = await oracle.shrink(verdict, 90)
      const fault = `seed ${String(batch)}\n${describeFault(smallest)}`
      shrinking += performance.now() - before
      writeFault(found++, fault, smallest)
      print(`--- fault ${String(found)}, ${fault}`)
    }
  }
  const minutesSpent = (performance.now() - start - shrinking) / 60_000
  print(`${String(tally)}\n${(tally.programs / minutesSpent).toFixed(0)} programs a minute, from seed ${String(seed)}`)
  if (unreached) print(`Never ran in a converted program:\n${tally.unreached().join('\n')}`)
  oracle.close()
  return found
}

function writeFault(index: number, text: string, { conversion: { before, after } }: Verdict): void {
  const folder = resolve(import.meta.dirname, '../../tmp/oracle', String(index))
  rmSync(folder, { recursive: true, force: true })
  const files = [...before].map(([name, source]): [string, string] => [`before/${name}`, source])
  files.push(...[...after].map(([name, source]): [string, string] => [`after/${name}`, source]), ['fault.diff', text])
  writeFolder(folder, new Map(files.map(([name, source]) => [name, Buffer.from(source)])))
}
