import { existsSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { ts } from 'ts-morph'
import { readSource, SourceError } from '../apply/read-source.js'
import type { ProblemFact } from '../model/facts.js'
import type { FileId } from '../model/ids.js'
import type { Source } from '../model/source.js'
import { UsageError } from '../usage-error.js'
import { createHost, ParsedFiles } from './compiler-host.js'
import { findUnits, type UnitSeed } from './find-units.js'
import { fileIdOf } from './paths.js'
import type { Project, Unit } from './project.js'

/** Where to look, and which tsconfig or folder alone. */
export interface LoadOptions {
  cwd: string
  project?: string
  /** Installed packages that an earlier load has parsed. */
  parsed?: ParsedFiles
}

/** Reads and parses a project. Files that cannot be read or parsed become problems; the others go on. */
export function loadProject({ cwd, project, parsed = new ParsedFiles() }: LoadOptions): Project {
  if (!existsSync(cwd) || !statSync(cwd).isDirectory()) throw new UsageError(`There is no folder ${cwd}. Give --cwd an existing one.`)
  const root = realpathSync(cwd)
  const loaded: Project = { root, units: [], problems: [], sources: new Map() }
  const owned = new Set<FileId>()
  for (const seed of findUnits(root, project)) {
    loaded.problems.push(...seed.problems.map((message) => problem('project-error', seed.name as FileId, message)))
    const unit = loadUnit(loaded, seed, { owned, parsed })
    if (unit.files.length > 0) loaded.units.push(unit)
  }
  if (loaded.units.length === 0) {
    throw new UsageError(`No TypeScript or JavaScript files under ${root}. Check --cwd and --project.`)
  }
  return loaded
}

function loadUnit(project: Project, seed: UnitSeed, { owned, parsed }: { owned: Set<FileId>; parsed: ParsedFiles }): Unit {
  const host = createHost(seed.options, parsed)
  const readFile = host.readFile.bind(host)
  const readOwn = sourceReader(project)
  host.readFile = (name) => {
    const id = isSourceFile(name) ? fileIdOf(project.root, name) : undefined
    return id === undefined ? readFile(name) : readOwn(id)?.text
  }
  const program = ts.createProgram({ rootNames: seed.rootFiles, options: seed.options, host })
  const files: FileId[] = []
  for (const sourceFile of program.getSourceFiles()) {
    const id = sourceFile.isDeclarationFile ? undefined : fileIdOf(project.root, sourceFile.fileName)
    if (id === undefined || owned.has(id) || !project.sources.has(id)) continue
    owned.add(id)
    const [error] = program.getSyntacticDiagnostics(sourceFile)
    if (error === undefined) files.push(id)
    else project.problems.push(syntaxError(id, error))
  }
  return { name: seed.name, options: seed.options, files, program }
}

/** Reads each file once, however many units ask for it. */
function sourceReader(project: Project): (id: FileId) => Source | undefined {
  return (id) => {
    const known = project.sources.get(id)
    if (known) return known
    try {
      const source = readSource(project.root, id)
      project.sources.set(id, source)
      return source
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      if (error.kind !== 'missing') project.problems.push(problem('unreadable-file', id, error.message))
      return undefined
    }
  }
}

function isSourceFile(name: string): boolean {
  return /\.[mc]?[jt]sx?$/.test(path.basename(name)) && !/\.d\.[mc]?ts$/.test(name)
}

function syntaxError(file: FileId, error: ts.DiagnosticWithLocation): ProblemFact {
  const message = ts.flattenDiagnosticMessageText(error.messageText, ' ')
  return { code: 'syntax-error', file, span: { start: error.start, end: error.start + error.length }, message }
}

function problem(code: ProblemFact['code'], file: FileId, message: string): ProblemFact {
  return { code, file, span: { start: 0, end: 0 }, message }
}
