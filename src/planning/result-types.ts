import type { ResultTypeFact } from '../model/facts.js'
import type { FunctionFact } from '../model/functions.js'
import type { FileId, Place, Span } from '../model/ids.js'
import type { Change } from '../model/plan.js'
import type { Decisions } from './decide.js'
import { givesPromise, type Graph } from './graph.js'

/** Awaits the types that say what a converted function gives, in whatever file: `ReturnType<typeof load>`. */
export function awaitResultTypes(graph: Graph, decisions: Decisions, fact: FunctionFact): { file: FileId; change: Change }[] {
  if (graph.isGenerator(fact.id)) return []
  const component = decisions.byFunction.get(fact.id)?.component ?? -1
  return graph.resultTypesOf(fact.id)
    .filter((type) => type.isGeneric || !isResultOfConverted(type))
    .map(({ file, span }) => ({ file, change: { component, kind: 'await-type', type: span } }))

  function isResultOfConverted({ file, span }: Place): boolean {
    return graph.functionsIn(file).some((other) => isSame(other.returnType, span) && decisions.verdictOf(other.id) === 'convert')
  }
}

/** Whether a function's written result has to become a promise's; one that speaks of a converted function is one already. */
export function changesResult(graph: Graph, decisions: Decisions, { file, returnType, returnsPromise }: FunctionFact): boolean {
  return !returnsPromise && !graph.resultTypesIn(file).some((type) => isSame(returnType, type.span) && isPromise(type))

  function isPromise({ function: id, isGeneric }: ResultTypeFact): boolean {
    return !isGeneric && decisions.verdictOf(id) === 'convert' && !givesPromise(graph.function(id))
  }
}

function isSame(a: Span | undefined, b: Span): boolean {
  return a?.start === b.start && a.end === b.end
}
