import { groupBy } from '../group-by.js'
import type { DatabaseUseFact } from '../model/database.js'
import type { ApiUseFact } from '../model/calls.js'
import type { Facts } from '../model/facts.js'
import type { FunctionFact } from '../model/functions.js'
import type { FileId, FunctionId, Span } from '../model/ids.js'

/** One function may run another: it calls it, hands it on, or is a member that the other overrides or implements. */
export interface Edge {
  to: FunctionId
  /** The other is written inside the one, and so is copied along with it. */
  isNested: boolean
  /** The identifier that a twin's name would replace. */
  name?: { file: FileId; span: Span }
}

/** What each function may run, and where it blocks. */
export interface CallGraph {
  edges: ReadonlyMap<FunctionId, readonly Edge[]>
  uses: ReadonlyMap<FunctionId, readonly ApiUseFact[]>
  databaseUses: ReadonlyMap<FunctionId, readonly DatabaseUseFact[]>
}

/** Arranges the facts by function. */
export function buildCallGraph(facts: Facts): CallGraph {
  const functions = new Map(facts.functions.map((fact) => [fact.id, fact]))
  const edges = new Map<FunctionId, Edge[]>()
  const uses = new Map<FunctionId, ApiUseFact[]>()
  const connect = (from: FunctionId, to: FunctionId, name?: Edge['name']) => {
    push(edges, from, { to, isNested: isInside(functions.get(to), functions.get(from)), ...(name && { name }) })
  }
  for (const { caller, callee, file, name } of facts.calls) connect(caller, callee, name && { file, span: name })
  for (const { by, function: to, file, name } of facts.handovers) connect(by, to, name && { file, span: name })
  for (const members of familiesOf(facts).values()) {
    for (const from of members) for (const to of members) if (to !== from) connect(from, to)
  }
  for (const use of facts.apiUses) push(uses, use.caller, use)
  const databaseUses = groupBy(facts.databaseUses, ({ caller }) => caller)
  return { edges, uses, databaseUses }
}

/** The functions that may run once the given ones do, each with the one through which it was first reached. */
export function reach(graph: CallGraph, roots: readonly FunctionId[]): Map<FunctionId, FunctionId | undefined> {
  const reached = new Map<FunctionId, FunctionId | undefined>(roots.map((root) => [root, undefined]))
  for (const from of reached.keys()) {
    for (const { to } of graph.edges.get(from) ?? []) {
      if (!reached.has(to)) reached.set(to, from)
    }
  }
  return reached
}

function familiesOf(facts: Facts): Map<string, FunctionId[]> {
  const families = new Map<string, FunctionId[]>()
  for (const { id, family } of facts.functions) if (family !== undefined) push(families, family, id)
  return families
}

function isInside(inner: FunctionFact | undefined, outer: FunctionFact | undefined): boolean {
  if (!inner || !outer || inner === outer) return false
  return inner.file === outer.file && inner.key.start >= outer.key.start && inner.key.end <= outer.key.end
}

function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
