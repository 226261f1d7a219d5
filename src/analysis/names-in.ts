import type { FileId } from '../model/ids.js'
import { FunctionRegistry } from './function-registry.js'
import type { Project } from './project.js'
import { sourceFileOf } from './source-file-of.js'

/** The name paths of all functions in a file, blocking or not; empty for a file that could not be parsed. */
export function namesIn(project: Project, file: FileId): string[] {
  const sourceFile = sourceFileOf(project, file)
  if (!sourceFile) return []
  const registry = new FunctionRegistry(() => file, { returnsPromise: () => false, yieldsPromise: () => false })
  return [...registry.namesIn(sourceFile).values()].filter((name) => !name.startsWith('('))
}
