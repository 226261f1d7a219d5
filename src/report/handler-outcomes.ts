import type { HandlerFact } from '../model/facts.js'
import type { FunctionId } from '../model/ids.js'
import { byPlace } from '../by-place.js'
import { buildCallGraph, type CallGraph } from './call-graph.js'
import { doneChanges, type DoneChanges } from './done-changes.js'
import type { ConvertOutcome } from './outcome.js'

/** What became of the blocking calls that a function may run. */
export type ConversionOutcome = 'converted' | 'partly' | 'blocked' | 'already-async' | 'nothing-blocking'

/** A selected handler and what became of it. */
export interface HandlerOutcome {
  handler: HandlerFact
  outcome: ConversionOutcome
}

/** Tells for each selected handler, in the order of their places, whether anything in its reach still blocks. */
export function handlerOutcomes(outcome: ConvertOutcome): HandlerOutcome[] {
  const selected = new Set(selectedFunctions(outcome))
  const outcomeOf = conversionOutcomes(outcome)
  return outcome.facts.handlers
    .filter((handler) => selected.has(handler.function))
    .sort(byPlace)
    .map((handler) => ({ handler, outcome: outcomeOf(handler.function) }))
}

/** The functions that a selector named. */
export function selectedFunctions({ plan }: ConvertOutcome): FunctionId[] {
  return plan.decisions
    .filter(({ because }) => because.some(({ kind }) => kind === 'selected'))
    .map((decision) => decision.function)
}

/** Prepares the question what became of a function. */
export function conversionOutcomes(outcome: ConvertOutcome): (id: FunctionId) => ConversionOutcome {
  const graph = buildCallGraph(outcome.facts)
  const inThread = new Set(outcome.facts.functions.filter(({ barrier }) => barrier === 'database-thread').map(({ id }) => id))
  const there = new Set(outcome.facts.functions.filter(({ twin }) => twin?.exists).map(({ id }) => id))
  const done = { ...doneChanges(outcome), hadTwin: (id: FunctionId) => there.has(id), isInThread: (id: FunctionId) => inThread.has(id) }
  const twins = new Set(outcome.plan.decisions.filter(({ verdict }) => verdict === 'twin').map((decision) => decision.function))
  const async = new Set(outcome.facts.functions.filter(({ isAsync, returnsPromise }) => isAsync || returnsPromise).map(({ id }) => id))
  return (id) => {
    const uses = usesAfterwards({ id, isTwin: twins.has(id) }, graph, done)
    const swapped = uses.filter((isSwapped) => isSwapped).length
    if (uses.length === 0) return async.has(id) ? 'already-async' : 'nothing-blocking'
    if (swapped === uses.length) return 'converted'
    return swapped > 0 ? 'partly' : 'blocked'
  }
}

interface Afterwards extends DoneChanges {
  /** Its twin is of an earlier run, and was converted then. */
  hadTwin(id: FunctionId): boolean
  /** It runs in the database thread, where it blocks nobody. */
  isInThread(id: FunctionId): boolean
}

/** A function as it is after the conversion: itself, or the async copy beside it. */
interface Version {
  id: FunctionId
  isTwin: boolean
}

/** For each blocking use, whether it is gone. A function that keeps a sync version may be reached in both, and its sync version still blocks. */
function usesAfterwards(root: Version, graph: CallGraph, done: Afterwards): boolean[] {
  const reached = new Map([[versionKey(root), root]])
  const uses: boolean[] = []
  for (const { id, isTwin } of reached.values()) {
    if (isTwin && done.hadTwin(id)) continue
    const places = isTwin ? done.inTwins : done.inPlace
    for (const use of graph.uses.get(id) ?? []) uses.push(places.swapsApiAt(use.file, use.callee))
    for (const use of graph.databaseUses.get(id) ?? []) uses.push(places.movesDatabaseAt(use))
    for (const { to, name, isNested } of graph.edges.get(id) ?? []) {
      if (done.isInThread(to)) continue
      const callsTwin = name !== undefined && places.usesTwinAt(name.file, name.span)
      const next = { id: to, isTwin: callsTwin || (isTwin && isNested) }
      if (!reached.has(versionKey(next))) reached.set(versionKey(next), next)
    }
  }
  return uses
}

function versionKey({ id, isTwin }: Version): string {
  return `${id} ${isTwin ? 'twin' : 'itself'}`
}
