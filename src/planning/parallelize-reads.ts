import { isInSpan } from '../is-in-span.js'
import type { FileId, FunctionId, Span } from '../model/ids.js'
import type { Change, FilePlan } from '../model/plan.js'
import type { ReadLeft, ReadPlan, ReadRun, ReadSequence, ReadStep } from '../model/reads.js'
import { placeOf } from '../place-of.js'
import type { Decisions } from './decide.js'
import type { Graph } from './graph.js'

/** Finds reads that follow one another and need not wait for each other in the new text. */
export function findReadRuns({ facts, functions }: Graph, decisions: Decisions, files: readonly FilePlan[]): Omit<ReadPlan, 'isDone'> {
  const changesIn = new Map(files.map(({ file, changes }) => [file, changes]))
  const own = facts.readSequences.filter(({ function: id }) => {
    const verdict = decisions.verdictOf(id)
    return verdict === 'convert' || (verdict === 'keep' && decisions.reached.has(id) && functions.get(id)?.isAsync === true)
  })
  const found = own.map((sequence) => runsIn(sequence, changesIn.get(sequence.file) ?? []))
  return { runs: found.flatMap(({ runs }) => runs), left: found.flatMap(({ left }) => left) }
}

function runsIn({ file, function: id, steps }: ReadSequence, changes: readonly Change[]): { runs: ReadRun[]; left: ReadLeft[] } {
  const left: ReadLeft[] = []
  const runs: number[][] = [[]]
  steps.forEach((step, index) => {
    const isNeeding = step.needs.some((each) => runs.at(-1)?.includes(each))
    const why = obstacleTo(step, changes) ?? (isNeeding ? { why: 'needs' as const } : undefined)
    if (why && why !== 'sync') left.push({ file, span: step.statement, ...why })
    if (why) runs.push(why !== 'sync' && (why.why === 'needs' || why.why === 'may-throw') ? [index] : [])
    else runs.at(-1)?.push(index)
  })
  const whole = runs.filter((run) => run.length > 1).map((run) => steps.filter((_, index) => run.includes(index)))
  return { runs: whole.flatMap((run) => (run[0] ? [{ file, function: id, span: run[0].statement, steps: run }] : [])), left }
}

type Obstacle = { why: 'needs' | 'rewritten' | NonNullable<ReadStep['stuck']> } | { why: 'effect' | 'unknown'; by: string } | 'sync'

function obstacleTo(step: ReadStep, changes: readonly Change[]): Obstacle | undefined {
  const inside = changes.filter((change) => overlaps(placeOf(change), step.statement) && !isInSpan(step.statement, placeOf(change)))
  const isAwaited = step.isAwaited === true || inside.some((change) => change.kind === 'await-call' && isSame(change.call, step.call) && !change.isReturned)
  if (!isAwaited) return 'sync'
  if (step.does !== 'reads') return { why: step.does, by: step.by ?? '' }
  if (step.stuck) return { why: step.stuck }
  const isPlain = inside.every((change) => isInSpan(placeOf(change), step.call) && (!isSame(placeOf(change), step.call) || change.kind === 'await-call' || change.kind === 'swap-api'))
  return isPlain && !changes.some((change) => rewritesAll(change, step.statement)) ? undefined : { why: 'rewritten' }
}

/** A change that moves the statement, or copies it. */
function rewritesAll(change: Change, statement: Span): boolean {
  const isWhole = change.kind === 'move-block' || change.kind === 'hoist' || change.kind === 'add-twin' || change.kind === 'make-folder'
  return isWhole && isInSpan(statement, placeOf(change))
}

/** Has the calls of each run awaited together, and no longer one by one. */
export function awaitTogether(runs: readonly ReadRun[], { graph, decisions, files }: { graph: Graph; decisions: Decisions; files: readonly FilePlan[] }): FilePlan[] {
  const touched = new Set(runs.map(({ file }) => file))
  const plans = new Map(files.map((plan) => [plan.file, plan]))
  for (const file of touched) {
    const plan = plans.get(file) ?? emptyPlan(file, graph)
    const own = runs.filter((run) => run.file === file)
    const calls = own.flatMap(({ steps }) => steps.map(({ call }) => call))
    const kept = plan.changes.filter((change) => change.kind !== 'await-call' || !calls.some((call) => isSame(call, change.call)))
    plans.set(file, { ...plan, changes: [...kept, ...own.map(({ function: id, steps }): Change => ({
      kind: 'await-together', component: componentOf(id, decisions), steps: steps.map(({ statement, pattern, call }) => ({ statement, pattern, call })),
    }))] })
  }
  return [...plans.values()]
}

function emptyPlan(file: FileId, { files }: Graph): FilePlan {
  return { file, sha256: files.get(file)?.sha256 ?? '', changes: [] }
}

function componentOf(id: FunctionId, decisions: Decisions): number {
  return decisions.byFunction.get(id)?.component ?? -1
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end
}
