import type { FunctionId } from '../model/ids.js'
import { givesPromise, type Graph } from './graph.js'

/** Numbers the functions so that those whose changes only make sense together share a number. */
export function assignComponents(graph: Graph, functions: readonly FunctionId[]): Map<FunctionId, number> {
  const neighbours = new Map<FunctionId, Set<FunctionId>>(functions.map((id) => [id, new Set()]))
  const connect = (a: FunctionId, b: FunctionId): void => {
    if (!neighbours.has(a) || !neighbours.has(b)) return
    neighbours.get(a)?.add(b)
    neighbours.get(b)?.add(a)
  }
  for (const id of functions) {
    const fact = graph.function(id)
    for (const member of graph.membersOf(id)) connect(id, member.id)
    for (const outer of graph.ancestorsOf(fact)) if (graph.handoversOf(id).some(({ by }) => by === outer.id)) connect(id, outer.id)
    for (const tied of graph.tiedTo(id)) connect(id, tied)
    if (givesPromise(fact)) continue
    for (const call of graph.callsOf(id)) connect(id, call.caller)
    for (const handover of graph.handoversOf(id)) connect(id, handover.by)
    for (const mock of graph.mocksOf(id)) if (mock.follows?.by === 'await') connect(id, mock.in)
  }
  return number(neighbours)
}

function number(neighbours: ReadonlyMap<FunctionId, ReadonlySet<FunctionId>>): Map<FunctionId, number> {
  const components = new Map<FunctionId, number>()
  let next = 0
  for (const start of neighbours.keys()) {
    if (components.has(start)) continue
    const members = new Set([start])
    for (const id of members) {
      components.set(id, next)
      for (const neighbour of neighbours.get(id) ?? []) members.add(neighbour)
    }
    next += 1
  }
  return components
}
