import type { FunctionFact } from '../model/functions.js'
import type { FileId, FunctionId, Span } from '../model/ids.js'
import type { Graph } from './graph.js'

/** Code that runs a function: another one, or whatever calls what is registered. */
export interface TwinUser {
  file: FileId
  /** The identifier that it goes by there. */
  name?: Span
  /** What that reads, where it is not the function's own name. */
  as?: string
  /** It stands for a whole module, of which the twin is a member. */
  asModule?: true
  by?: FunctionId
  /** It needs the result at once and gets the sync function, whoever hands it over. */
  keepsName?: boolean
}

/** Everything that runs a function. */
export function usersOf(graph: Graph, id: FunctionId): TwinUser[] {
  return [
    ...graph.callsOf(id).map((call) => ({ ...call, by: call.caller })),
    ...graph.handoversOf(id).map((handover) => ({ ...handover, keepsName: handover.consumer === 'needs-result' })),
    ...graph.handlersOf(id),
  ]
}

/** What a user would call the twin; undefined where no name leads to it. */
export function twinNameAt(graph: Graph, fact: FunctionFact, { name, as = fact.name, asModule }: TwinUser): string | undefined {
  const { twin } = fact
  if (!twin || !name) return undefined
  const aliases = graph.aliasesOf(fact.id)
  if (asModule) return fact.isModule || aliases.some(({ form }) => form === 'module') ? `${as}.${twin.name}` : undefined
  if (as === fact.name || as === 'default') return twin.name
  return aliases.some((alias) => as === (alias.as ?? alias.name)) ? twin.elsewhere?.[as] : undefined
}
