import type { ReadLeft } from '../model/reads.js'
import { byPlace } from './by-place.js'
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

/** Tells which reads start at once, or in one line that some could. */
export function readsSection(outcome: ConvertOutcome): ReadsSection | undefined {
  const { isDone, runs } = outcome.plan.reads
  if (!isDone) return runs.length === 0 ? undefined : { title: `${counted(runs)} could be started at once: --parallelize-reads`, places: [] }
  const changed = new Set(donePlans(outcome).map(({ file }) => file))
  const done = runs.filter(({ file }) => changed.has(file)).toSorted(byPlace)
  const { positionOf } = createReading(outcome)
  return done.length === 0 ? undefined : { title: `Started at once, as they need not wait for one another: ${counted(done)}`, places: done.map((run) => `${formatLine(run, positionOf)}  ${plural(run.steps.length, 'read')}`) }
}

/** The reads that stay one after the other, each with the reason. */
export function readsLeft(outcome: ConvertOutcome): LeftAlone {
  const { isDone, left } = outcome.plan.reads
  const { positionOf } = createReading(outcome)
  const places = isDone ? left.toSorted(byPlace).map((each) => ({ place: formatLine(each, positionOf), note: reasonOf(each) })) : []
  return { why: 'these wait for what stands before them (--parallelize-reads)', places }
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
