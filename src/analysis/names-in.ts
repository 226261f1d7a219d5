import type { FileId } from '../model/ids.js'
import { FunctionRegistry } from './function-registry.js'
import { fileIdOf } from './paths.js'
import type { Project } from './project.js'

/** The name paths of all functions in a file, blocking or not; empty for a file that could not be parsed. */
export function namesIn(project: Project, file: FileId): string[] {
  const registry = new FunctionRegistry(() => file, () => false)
  for (const { program } of project.units) {
    const sourceFile = program.getSourceFiles().find((candidate) => fileIdOf(project.root, candidate.fileName) === file)
    if (sourceFile) return [...registry.namesIn(sourceFile).values()].filter((name) => !name.startsWith('('))
  }
  return []
}
