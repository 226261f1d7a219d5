import path from 'node:path'
import type { FileId } from '../model/ids.js'
import { FunctionRegistry } from './function-registry.js'
import type { Project } from './project.js'

/** The name paths of all functions in a file, blocking or not; empty for a file that could not be parsed. */
export function namesIn({ root, units }: Project, file: FileId): string[] {
  const unit = units.find((candidate) => candidate.files.includes(file))
  const sourceFile = unit?.program.getSourceFile(path.join(root, file))
  if (!sourceFile) return []
  const registry = new FunctionRegistry(() => file, { returnsPromise: () => false, yieldsPromise: () => false })
  return [...registry.namesIn(sourceFile).values()].filter((name) => !name.startsWith('('))
}
