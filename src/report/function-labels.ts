import type { FunctionId } from '../model/ids.js'
import type { ScanOutcome } from './outcome.js'
import { createPositions, formatLine } from './positions.js'

/** Whether a function has no name, so that its id says nothing to a person. */
export function isAnonymous(id: FunctionId): boolean {
  return /#@\d+/.test(id)
}

/** Prepares the question what to call a function: by its id, or where it has no name by its place. */
export function functionLabels({ facts, sources }: Pick<ScanOutcome, 'facts' | 'sources'>): (id: FunctionId) => string {
  const functions = new Map(facts.functions.map((fact) => [fact.id, fact]))
  const positions = createPositions(sources)
  return (id) => {
    const fact = functions.get(id)
    return fact && isAnonymous(id) ? formatLine({ file: fact.file, span: fact.key }, positions) : id
  }
}
