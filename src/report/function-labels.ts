import type { FunctionId } from '../model/ids.js'
import type { ScanOutcome } from './outcome.js'
import { formatLine } from './positions.js'
import { createReading, type Readable } from './reading.js'

/** Whether a function has no name, so that its id says nothing to a person. */
export function isAnonymous(id: FunctionId): boolean {
  return /#@\d+/.test(id)
}

/** Prepares the question what to call a function: by its id, or where it has no name by its place. */
export function functionLabels(outcome: Pick<ScanOutcome, 'facts'> & Readable): (id: FunctionId) => string {
  const functions = new Map(outcome.facts.functions.map((fact) => [fact.id, fact]))
  const positions = createReading(outcome).positionOf
  return (id) => {
    const fact = functions.get(id)
    return fact && isAnonymous(id) ? formatLine({ file: fact.file, span: fact.key }, positions) : id
  }
}
