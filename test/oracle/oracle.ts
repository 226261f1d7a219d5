import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { Converter } from './conversion.js'
import { isFault, judge, type Verdict } from './judge.js'
import type { Language, Program } from './model.js'
import { Observer } from './observer.js'
import { programs } from './programs.js'
import { smallerPrograms } from './shrink.js'

export type Outcome = Verdict['outcome']

const languages: readonly Language[] = ['typescript', 'commonjs', 'esm']

/** Writes random programs, lets the tool convert them, and runs both versions. */
export class Oracle {
  readonly #converter = new Converter()
  readonly #observer = new Observer()
  readonly #folder: string

  constructor(private readonly batchSize: number, private readonly isSought: (verdict: Verdict) => boolean = isFault) {
    const parent = resolve(import.meta.dirname, '../../tmp')
    mkdirSync(parent, { recursive: true })
    // Inside the repo, so that the types of Node.js are found.
    this.#folder = mkdtempSync(join(parent, 'oracle-run-'))
  }

  /** The programs of one seed, judged. */
  async judgeBatch(seed: number): Promise<Verdict[]> {
    const language = languages[Math.abs(seed) % languages.length] ?? 'esm'
    return this.#judge(fc.sample(programs(language), { numRuns: this.batchSize, seed }))
  }

  /** The smallest program that the same thing happens to, as far as single steps lead to one within the time. */
  async shrink(verdict: Verdict, seconds: number): Promise<Verdict> {
    const end = performance.now() + seconds * 1000
    let smallest = verdict
    let candidates = smallerPrograms(smallest.conversion.program)
    while (candidates.length > 0 && performance.now() < end) {
      const judged = await this.#judge(candidates.splice(0, this.batchSize))
      const found = judged.find((candidate) => isSame(candidate, verdict))
      if (!found) continue
      smallest = found
      candidates = smallerPrograms(smallest.conversion.program)
    }
    return smallest
  }

  /** The verdicts that are faults, or what else is sought. */
  sought(verdicts: readonly Verdict[]): Verdict[] {
    return verdicts.filter(this.isSought)
  }

  close(): void {
    this.#observer.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** A fault counts where the program has it alone: names in other programs of a batch may have brought it about. */
  async #judge(batch: readonly Program[]): Promise<Verdict[]> {
    const verdicts = await this.#judgeTogether(batch)
    if (batch.length === 1) return verdicts
    const confirmed: Verdict[] = []
    for (const verdict of verdicts) {
      if (this.isSought(verdict)) confirmed.push(...await this.#judgeTogether([verdict.conversion.program]))
      else confirmed.push(verdict)
    }
    return confirmed
  }

  async #judgeTogether(batch: readonly Program[]): Promise<Verdict[]> {
    const folder = mkdtempSync(join(this.#folder, 'batch-'))
    try {
      const conversions = this.#converter.convert(batch, join(folder, 'project'))
      const verdicts: Verdict[] = []
      for (const [index, conversion] of conversions.entries()) {
        verdicts.push(await judge(conversion, join(folder, `run${String(index)}`), this.#observer))
      }
      return verdicts
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

function isSame(a: Verdict, b: Verdict): boolean {
  return a.outcome === b.outcome && a.difference?.what === b.difference?.what
}
