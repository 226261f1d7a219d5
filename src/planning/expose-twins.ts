import type { AliasFact, FunctionFact } from '../model/facts.js'
import type { FileId, FunctionId, Span } from '../model/ids.js'
import type { Change } from '../model/plan.js'
import type { Decisions } from './decide.js'
import type { Graph } from './graph.js'

/** Carries a twin's name along the imports and exports from where it is written to where it is called, no further. */
export function exposeTwins(graph: Graph, decisions: Decisions, fact: FunctionFact): { file: FileId; change: Change }[] {
  const { twin } = fact
  if (!twin) return []
  const component = decisions.byFunction.get(fact.id)?.component ?? -1
  const users = usersOf(graph, fact)
  const asyncUsers = users.filter((user) => user.name !== undefined && (user.by === undefined || decisions.verdictOf(user.by) !== 'keep'))
  const isUsedElsewhere = asyncUsers.some((user) => user.file !== fact.file)
  return graph.aliasesOf(fact.id)
    .filter((alias) => alias.name === fact.name && isNeeded(alias))
    .map(({ file, form, span }) => ({
      file,
      change: {
        component, kind: 'expose-twin', form: form === 'import' || form === 'export' ? 'specifier' : form,
        span, name: fact.name, twinName: twin.name, replaces: isImport(form) && !stillUsed(file),
      },
    }))

  function isNeeded({ form, file }: AliasFact): boolean {
    return isImport(form) ? asyncUsers.some((user) => user.file === file) : isUsedElsewhere && !twin?.exists
  }

  function stillUsed(file: FileId): boolean {
    return users.some((user) => user.file === file && (user.keepsName || (user.by !== undefined && decisions.verdictOf(user.by) !== 'convert')))
  }
}

function isImport(form: AliasFact['form']): boolean {
  return form === 'import' || form === 'binding'
}

/** Code that runs the function: another one, or whatever calls what is registered. */
interface User {
  file: FileId
  name?: Span
  by?: FunctionId
  /** It needs the result at once and gets the sync function, whoever hands it over. */
  keepsName?: boolean
}

function usersOf(graph: Graph, { id }: FunctionFact): User[] {
  return [
    ...graph.callsOf(id).map((call) => ({ ...call, by: call.caller })),
    ...graph.handoversOf(id).map((handover) => ({ ...handover, keepsName: handover.consumer === 'needs-result' })),
    ...graph.handlersOf(id),
  ]
}
