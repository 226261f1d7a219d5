import type { AliasFact, CallFact, FunctionFact, HandoverFact } from '../model/facts.js'
import type { FileId } from '../model/ids.js'
import type { Change } from '../model/plan.js'
import type { Decisions } from './decide.js'
import type { Graph } from './graph.js'

/** Carries a twin's name along the imports and exports from where it is written to where it is called, no further. */
export function exposeTwins(graph: Graph, decisions: Decisions, fact: FunctionFact): { file: FileId; change: Change }[] {
  const { twin } = fact
  if (!twin) return []
  const component = decisions.byFunction.get(fact.id)?.component ?? -1
  const users = usersOf(graph, fact)
  const asyncUsers = users.filter((user) => decisions.verdictOf(userId(user)) !== 'keep' && user.name !== undefined)
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
    return users.some((user) => user.file === file && (keepsName(user) || decisions.verdictOf(userId(user)) !== 'convert'))
  }
}

function isImport(form: AliasFact['form']): boolean {
  return form === 'import' || form === 'binding'
}

function usersOf(graph: Graph, fact: FunctionFact): (CallFact | HandoverFact)[] {
  return [...graph.callsOf(fact.id), ...graph.handoversOf(fact.id)]
}

/** Code that needs the result at once gets the sync function, whoever hands it over. */
function keepsName(user: CallFact | HandoverFact): boolean {
  return 'consumer' in user && user.consumer === 'needs-result'
}

function userId(user: CallFact | HandoverFact) {
  return 'caller' in user ? user.caller : user.by
}
