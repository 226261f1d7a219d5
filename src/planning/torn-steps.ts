import type { FunctionId } from '../model/ids.js'
import { givesPromise, type Graph } from './graph.js'

/** What a function does with databases, in itself and in what it calls. */
interface Work {
  writes: boolean
}

/**
 * Functions whose work on a database is partly in functions that they call: awaited one by one, a check and the write that relies on it
 * would have other requests between them, which one step for the event loop had not.
 */
export function tornSteps(graph: Graph): FunctionId[] {
  const working = workIn(graph)
  return [...graph.functions.keys()].filter((id) => {
    const calls = callsOfWork(graph, id, working)
    const own = graph.databaseUsesBy(id).filter(({ move }) => move.by !== 'nothing')
    const isSeveral = calls.length > 0 && calls.length + own.length > 1
    return isSeveral && (own.some(({ writes }) => writes) || calls.some(({ writes }) => writes))
  })
}

function callsOfWork(graph: Graph, id: FunctionId, working: ReadonlyMap<FunctionId, Work>): Work[] {
  return graph.callsBy(id).filter((call) => !graph.isMoved(call)).flatMap(({ callee }) => working.get(callee) ?? [])
}

/** Sync functions of the main thread that work on a database, by themselves or through others. */
function workIn(graph: Graph): Map<FunctionId, Work> {
  const working = new Map<FunctionId, Work>()
  const queue: FunctionId[] = []
  const note = (id: FunctionId, writes: boolean): void => {
    const known = working.get(id)
    if (givesPromise(graph.function(id)) || (known && (known.writes || !writes))) return
    working.set(id, { writes })
    queue.push(id)
  }
  for (const { caller, move, writes } of graph.facts.databaseUses) if (move.by !== 'nothing') note(caller, writes)
  for (const id of queue) {
    const writes = working.get(id)?.writes ?? false
    for (const call of graph.callsOf(id)) if (!graph.isMoved(call)) note(call.caller, writes)
  }
  return working
}
