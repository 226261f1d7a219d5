import type { FunctionId } from '../model/ids.js'
import { givesPromise, type Graph } from './graph.js'
import { isPublic } from './is-public.js'

/** A caller outside of the selection, and the function of the selection's slice that it uses. */
export interface OutsideUse {
  caller: FunctionId
  callee: FunctionId
}

/**
 * Finds the uses by callers outside of the selection: functions that are neither selected nor run by what is selected.
 * An inline callback has no other user than the code that it is written in, so handing it over does not count. What a
 * package offers has users that nobody sees; it counts as used by itself.
 */
export function findOutsideUses(graph: Graph, selected: readonly FunctionId[]): OutsideUse[] {
  const inside = reachedFrom(graph, selected)
  const uses = [
    ...graph.facts.calls.map(({ caller, callee }) => ({ caller, callee })),
    ...graph.facts.handovers.filter(({ name }) => name !== undefined).map((handover) => ({ caller: handover.by, callee: handover.function })),
  ]
  const offered = graph.facts.functions.filter((fact) => inside.has(fact.id) && !givesPromise(fact) && isPublic(graph, fact))
  return [
    ...uses.filter(({ caller, callee }) => inside.has(callee) && !inside.has(caller)),
    ...offered.map(({ id }) => ({ caller: id, callee: id })),
  ]
}

function reachedFrom(graph: Graph, selected: readonly FunctionId[]): Set<FunctionId> {
  const reached = new Set(selected)
  for (const id of reached) {
    for (const member of graph.membersOf(id)) reached.add(member.id)
    for (const call of graph.callsBy(id)) reached.add(call.callee)
    for (const handover of graph.handoversBy(id)) reached.add(handover.function)
  }
  return reached
}
