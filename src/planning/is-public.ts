import type { FunctionFact } from '../model/functions.js'
import type { FileId } from '../model/ids.js'
import type { Graph } from './graph.js'

/** Whether a package offers a function to others. */
export function isPublic(graph: Graph, fact: FunctionFact): boolean {
  const isEntry = (file: FileId): boolean => graph.files.get(file)?.isPackageEntry ?? false
  const passesOn = ['export', 'property', 'assignment', 'default-export', 'module']
  return fact.isPublic === true || (fact.exported && isEntry(fact.file)) || graph.aliasesOf(fact.id).some(({ file, form }) => isEntry(file) && passesOn.includes(form))
}
