import type { ts } from 'ts-morph'
import type { FileId } from '../model/ids.js'
import type { ProblemFact } from '../model/facts.js'
import type { Source } from '../model/source.js'

/** Files that TypeScript sees together: those of a tsconfig, or of a folder without one. */
export interface Unit {
  /** The tsconfig's path from the root, or the folder's. */
  name: string
  options: ts.CompilerOptions
  /** The files that this unit owns: each file of the project belongs to exactly one unit. */
  files: FileId[]
  program: ts.Program
  /** What the program was made with. */
  host: ts.CompilerHost
  /** Has another host find what imports mean as this unit's does. */
  resolveImports: (host: ts.CompilerHost) => void
}

/** A loaded project: nothing of it is written back except through src/apply. */
export interface Project {
  /** Absolute path. */
  root: string
  units: Unit[]
  /** What could not be read or parsed; the other files go on. */
  problems: ProblemFact[]
  sources: Map<FileId, Source>
}
