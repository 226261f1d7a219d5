import { distance } from 'fastest-levenshtein'
import type { FunctionFact } from '../model/functions.js'
import type { FunctionId } from '../model/ids.js'
import { UsageError } from '../usage-error.js'

/** Finds the function that a person means by its id, or by the end of it: `load`, `UserRepo.find`, `db.ts#load`. */
export function findFunction(functions: readonly FunctionFact[], wanted: string): FunctionId {
  const ids = functions.filter(({ form }) => form !== 'module').map(({ id }) => id)
  const exact = ids.find((id) => id === wanted)
  if (exact) return exact
  const matches = ids.filter((id) => ['#', '.', '/'].some((separator) => id.endsWith(separator + wanted)))
  const [match] = matches
  if (match && matches.length === 1) return match
  if (match) throw new UsageError(`More than one function is called '${wanted}'. Name one of them in full:\n${list(matches)}`)
  const nearest = ids.toSorted((a, b) => distance(nameOf(a), nameOf(wanted)) - distance(nameOf(b), nameOf(wanted))).slice(0, 3)
  throw new UsageError(`No function is called '${wanted}'.${nearest.length > 0 ? ` The nearest names are:\n${list(nearest)}` : ''}`)
}

function nameOf(id: string): string {
  return id.slice(id.indexOf('#') + 1)
}

function list(ids: FunctionId[]): string {
  return ids.map((id) => `  ${id}`).join('\n')
}
