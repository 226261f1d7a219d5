import type { FunctionId } from '../model/ids.js'
import type { Graph } from './graph.js'

/** The code that runs while modules load, and the functions that it calls. */
export function runAtStartup(graph: Graph): ReadonlySet<FunctionId> {
  const atStartup = new Set<FunctionId>(graph.facts.functions.filter((fact) => fact.form === 'module').map((fact) => fact.id))
  for (const id of atStartup) {
    for (const call of graph.callsBy(id)) atStartup.add(call.callee)
    for (const handover of graph.handoversBy(id)) if (handover.consumer === 'rewritable') atStartup.add(handover.function)
  }
  return atStartup
}

/** The functions that nothing but start-up code runs: a script's `main`, which runs once. */
export function runOnlyAtStartup(graph: Graph): ReadonlySet<FunctionId> {
  const atStartup = new Set(runAtStartup(graph))
  const handlers = new Set(graph.facts.handlers.map((handler) => handler.function))
  const isLeft = (id: FunctionId): boolean => handlers.has(id) || graph.function(id).isPublic === true
    || graph.handoversOf(id).length > 0 || graph.callsOf(id).some(({ caller }) => !atStartup.has(caller))
  for (let before = 0; before !== atStartup.size;) {
    before = atStartup.size
    for (const id of atStartup) if (isLeft(id)) atStartup.delete(id)
  }
  return atStartup
}
