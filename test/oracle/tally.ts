import type { Verdict } from './judge.js'
import { productionNames } from './marks.js'
import type { Outcome } from './oracle.js'

/** Counts what became of programs. */
export class Tally {
  readonly #outcomes = new Map<Outcome, number>()
  readonly #refusals = new Map<string, number>()
  readonly #reached = new Map<string, number>()
  programs = 0

  add({ outcome, conversion, reached = [] }: Verdict): void {
    this.programs += 1
    if (outcome === 'converted') for (const name of new Set(reached)) count(this.#reached, name)
    count(this.#outcomes, outcome)
    if (outcome === 'refused') for (const flag of new Set(conversion.flags.map(({ said }) => said))) count(this.#refusals, flag)
  }

  count(outcome: Outcome): number {
    return this.#outcomes.get(outcome) ?? 0
  }

  /** Of the programs that block and come to an end. */
  convertedShare(): number {
    return this.count('converted') / (this.programs - this.count('idle'))
  }

  /** The lines of the grammar that ran in a program that was converted whole. */
  reached(): string[] {
    return productionNames.filter((name) => this.#reached.has(name))
  }

  /** Those that never did. */
  unreached(): string[] {
    return productionNames.filter((name) => !this.#reached.has(name))
  }

  toString(): string {
    const list = (counts: ReadonlyMap<string, number>): string => [...counts].sort(([, a], [, b]) => b - a).map(([name, times]) => `${name} ${String(times)}`).join(', ')
    return `${String(this.programs)} programs: ${list(this.#outcomes)}; refused by flag: ${list(this.#refusals)}; ${String(this.reached().length)} of ${String(productionNames.length)} lines of the grammar ran in converted programs`
  }
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
