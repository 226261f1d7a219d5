import path from 'node:path'
import type { ts } from 'ts-morph'
import type { FileId } from '../model/ids.js'
import type { Project } from './project.js'

/** The tree of a file of the project; there is none of a file that could not be parsed. */
export function sourceFileOf({ root, units }: Pick<Project, 'root' | 'units'>, file: FileId): ts.SourceFile | undefined {
  const unit = units.find((candidate) => candidate.files.includes(file))
  return unit?.program.getSourceFile(path.join(root, file))
}
