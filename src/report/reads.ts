import type { FileId, FunctionId, Place } from '../model/ids.js'
import type { ReadLeft, ReadRun } from '../model/reads.js'
import { byPlace } from '../by-place.js'
import { donePlans } from './done-changes.js'
import type { LeftAlone } from './left-alone.js'
import type { ConvertOutcome } from './outcome.js'
import { formatLine } from './positions.js'
import { createReading } from './reading.js'
import { plural } from './table.js'

/** What was done about reads that need not wait for one another, or could be: a title, and the places. */
export interface ReadsSection {
  title: string
  places: string[]
}

/** The same for a program. */
export interface ReadsJson {
  /** Whether they start at once: with --parallelize-reads. */
  isDone: boolean
  /** Where they do, or could. */
  together: { file: FileId; line: number; function: FunctionId; reads: number }[]
  /** The reads that stay one after the other; empty unless it is done. */
  left: { file: FileId; line: number; why: ReadLeft['why']; reason: string }[]
}

/** Tells which reads start at once, or in one line that some could. */
export function readsSection(outcome: ConvertOutcome): ReadsSection | undefined {
  const { isDone } = outcome.plan.reads
  const runs = runsOf(outcome)
  if (runs.length === 0) return undefined
  if (!isDone) return { title: `${counted(runs)} could be started at once: --parallelize-reads`, places: [] }
  const { positionOf } = createReading(outcome)
  const places = runs.map((run) => `${formatLine(run, positionOf)}  ${plural(run.steps.length, 'read')}`)
  return { title: `Started at once, as they need not wait for one another: ${counted(runs)}`, places }
}

/** The reads that stay one after the other, each with the reason. */
export function readsLeft(outcome: ConvertOutcome): LeftAlone {
  const { positionOf } = createReading(outcome)
  const places = leftOf(outcome).map((left) => ({ place: formatLine(left, positionOf), note: reasonOf(left) }))
  return { why: 'these wait for what stands before them (--parallelize-reads)', places }
}

/** Reports to a program what was done about reads, and what was left. */
export function readsJson(outcome: ConvertOutcome): ReadsJson {
  const { positionOf } = createReading(outcome)
  const placeOf = (place: Place): { file: FileId; line: number } => ({ file: place.file, line: positionOf(place).line })
  return {
    isDone: outcome.plan.reads.isDone,
    together: runsOf(outcome).map((run) => ({ ...placeOf(run), function: run.function, reads: run.steps.length })),
    left: leftOf(outcome).map((left) => ({ ...placeOf(left), why: left.why, reason: reasonOf(left) })),
  }
}

/** Those that could be started at once, or of those that were the ones whose file's new text holds. */
function runsOf(outcome: ConvertOutcome): ReadRun[] {
  const { isDone, runs } = outcome.plan.reads
  const changed = new Set(donePlans(outcome).map(({ file }) => file))
  return runs.filter(({ file }) => !isDone || changed.has(file)).toSorted(byPlace)
}

function leftOf({ plan: { reads: { isDone, left } } }: ConvertOutcome): ReadLeft[] {
  return isDone ? left.toSorted(byPlace) : []
}

function counted(runs: readonly { steps: readonly unknown[] }[]): string {
  const reads = runs.reduce((sum, { steps }) => sum + steps.length, 0)
  return `${String(reads)} reads in ${plural(runs.length, 'place')}`
}

function reasonOf(left: ReadLeft): string {
  switch (left.why) {
    case 'needs': return 'it needs what is read before'
    case 'effect': return `\`${left.by}\` has an effect`
    case 'unknown': return `what \`${left.by}\` does is not known`
    case 'typed': return 'its constant has a written type'
    case 'comment': return 'a comment stands in between'
    case 'waits-inside': return 'it waits for something else first'
    case 'may-throw': return 'it may throw before there is a promise'
    case 'rewritten': return 'it is rewritten as a whole'
  }
}
