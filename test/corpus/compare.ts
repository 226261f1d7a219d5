import type { CorpusCode, Situation } from './situation.js'

/** A flag that the tool raised in a situation. */
export interface RaisedFlag {
  code: CorpusCode
  line: number
}

/** One way in which the tool and a label disagree: `missed race-across-await` or `false check-then-act`. */
export type Disagreement = `${'missed' | 'false'} ${CorpusCode}`

/** How often the tool was right about one code. */
export interface Tally {
  hits: number
  missed: number
  falseAlarms: number
}

/** Holds what the tool raised in one situation against its labels. A repair is as good as a flag where the label says so. */
export function compare({ labels }: Situation, raised: readonly RaisedFlag[]): Record<'hits' | 'missed' | 'falseAlarms', CorpusCode[]> {
  const isRaised = ({ code, line }: RaisedFlag): boolean => raised.some((flag) => flag.code === code && flag.line === line)
  const isDue = ({ code, line }: RaisedFlag): boolean => labels.some((label) => label.code === code && label.line === line)
  const hasOthers = (code: CorpusCode): boolean => labels.some((label) => label.code === code && label.says === 'or')
  const met = labels.filter(({ says }) => says !== 'or').map((label) => ({
    ...label, isMet: isRaised(label) || (hasOthers(label.code) && labels.some((other) => other.code === label.code && isRaised(other))),
  }))
  return {
    hits: met.filter(({ isMet }) => isMet).map(({ code }) => code),
    missed: met.filter(({ isMet, says }) => !isMet && says === 'flag').map(({ code }) => code),
    falseAlarms: raised.filter((flag) => !isDue(flag)).map(({ code }) => code),
  }
}

/** The share of the flags that were right, and of the labels that were met; 1 of nothing. */
export function rates({ hits, missed, falseAlarms }: Tally): { precision: number; recall: number } {
  return { precision: share(hits, falseAlarms), recall: share(hits, missed) }
}

function share(good: number, bad: number): number {
  return good + bad === 0 ? 1 : good / (good + bad)
}

/** The tallies as a table for people. */
export function tableOf(tallies: ReadonlyMap<string, Tally>): string {
  const rows = [...tallies].map(([code, tally]) => {
    const { precision, recall } = rates(tally)
    return [code, tally.hits, tally.missed, tally.falseAlarms, precision.toFixed(2), recall.toFixed(2)].map(String)
  })
  const table = [['flag', 'right', 'missed', 'false', 'precision', 'recall'], ...rows]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  return table.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')).join('\n')
}
