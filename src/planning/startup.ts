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
