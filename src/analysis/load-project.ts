import { existsSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { ts } from 'ts-morph'
import { readSource, SourceError, sourceOf } from '../apply/read-source.js'
import type { ProblemFact } from '../model/facts.js'
import type { FileId } from '../model/ids.js'
import type { Source } from '../model/source.js'
import { UsageError } from '../usage-error.js'
import { type BuildOutput, importSources } from './built-imports.js'
import { createHost, ParsedFiles } from './compiler-host.js'
import { hasDeclaredSources, preferSources } from './declared-sources.js'
import { findUnits, type UnitSeed } from './find-units.js'
import { Packages } from './package-info.js'
import { fileIdOf, foldersAbove, toPosix } from './paths.js'
import type { Project, Unit } from './project.js'

/** Where to look, and which tsconfig or folder alone. */
export interface LoadOptions {
  cwd: string
  project?: string
  /** A file's text as an editor has it, in place of what is saved; its path counts from `cwd`. */
  unsaved?: UnsavedFile
  /** Installed packages that an earlier load has parsed. */
  parsed?: ParsedFiles
}

/** A text that is not on disk, or not yet. */
export interface UnsavedFile {
  path: string
  text: string
}

/** What the units of a project are loaded with. */
interface Shared {
  owned: Set<FileId>
  parsed: ParsedFiles
  outputs: readonly BuildOutput[]
  /** Some JavaScript files have declarations written beside them. */
  isDeclared: boolean
}

/** Reads and parses a project. Files that cannot be read or parsed become problems; the others go on. */
export function loadProject({ cwd, project, unsaved, parsed = new ParsedFiles() }: LoadOptions): Project {
  if (!existsSync(cwd) || !statSync(cwd).isDirectory()) throw new UsageError(`There is no folder ${cwd}. Give --cwd an existing one.`)
  const root = realpathSync(cwd)
  const loaded: Project = { root, units: [], problems: [], sources: new Map() }
  if (unsaved) loaded.sources.set(...unsavedSource(root, unsaved))
  const seeds = findUnits(root, project)
  const shared: Shared = { owned: new Set(), parsed, outputs: seeds.flatMap(outputOf), isDeclared: hasDeclaredSources(root) }
  const { owned } = shared
  for (const seed of seeds) {
    loaded.problems.push(...seed.problems.map((message) => problem('project-error', seed.name as FileId, message)))
    if (seed.rootFiles.every((file) => owned.has(fileIdOf(root, file) ?? file as FileId))) continue
    const unit = loadUnit(loaded, seed, shared)
    if (unit.files.length > 0) loaded.units.push(unit)
  }
  loaded.problems.push(...brokenPackages(root, owned))
  if (owned.size === 0 && loaded.problems.every(({ code }) => code === 'project-error')) throw nothingToRead(root, project)
  return loaded
}

/** What is known already is not read. */
function unsavedSource(root: string, { path: file, text }: UnsavedFile): [FileId, Source] {
  const found = path.resolve(root, file)
  const id = existsSync(found) ? fileIdOf(root, realpathSync(found)) : undefined
  if (id === undefined) throw new UsageError(`--stdin-filepath names no file of the project: ${file}. Save it once, or name another folder with --cwd.`)
  return [id, sourceOf(Buffer.from(text), id)]
}

function nothingToRead(root: string, project: string | undefined): UsageError {
  if (project === undefined) return new UsageError(`There are no TypeScript or JavaScript files in ${root}. Name another folder with --cwd.`)
  return new UsageError(`--project ${project} has no TypeScript or JavaScript files. A tsconfig has JavaScript files only with "allowJs".`)
}

/** A tsconfig without a rootDir compiles from the folder that all its files share. */
function outputOf({ options, rootFiles: [first, ...others] }: UnitSeed): BuildOutput[] {
  if (options.outDir === undefined || first === undefined) return []
  const isShared = (folder: string): boolean => others.every((file) => file.startsWith(folder + path.sep))
  const rootDir = options.rootDir ?? foldersAbove(path.dirname(first)).find(isShared)
  return rootDir === undefined ? [] : [{ outDir: options.outDir, rootDir }]
}

function loadUnit(project: Project, seed: UnitSeed, { owned, parsed, outputs, isDeclared }: Shared): Unit {
  const options = isDeclared ? { ...seed.options, allowJs: true } : seed.options
  const host = createHost(options, parsed)
  const readFile = host.readFile.bind(host)
  const readOwn = sourceReader(project)
  host.readFile = (name) => {
    const id = isSourceFile(name) ? fileIdOf(project.root, name) : undefined
    return id === undefined ? readFile(name) : readOwn(id)?.text
  }
  const resolveImports = (resolving: ts.CompilerHost): void => {
    importSources(resolving, options, outputs)
    if (isDeclared) preferSources(resolving, options)
  }
  resolveImports(host)
  const program = ts.createProgram({ rootNames: [...seed.rootFiles, ...seed.declarationFiles], options, host })
  const files: FileId[] = []
  for (const sourceFile of program.getSourceFiles()) {
    const id = sourceFile.isDeclarationFile ? undefined : fileIdOf(project.root, sourceFile.fileName)
    if (id === undefined || owned.has(id) || !project.sources.has(id)) continue
    owned.add(id)
    const [error] = program.getSyntacticDiagnostics(sourceFile)
    if (error === undefined) files.push(id)
    else project.problems.push(syntaxError(id, error))
  }
  return { name: seed.name, options, files, program, host, resolveImports }
}

/** Reads each file once, however many units ask for it. */
function sourceReader(project: Project): (id: FileId) => Source | undefined {
  return (id) => {
    const known = project.sources.get(id)
    if (known || project.problems.some(({ code, file }) => code === 'unreadable-file' && file === id)) return known
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

function brokenPackages(root: string, files: Iterable<FileId>): ProblemFact[] {
  const packages = new Packages()
  for (const file of files) packages.of(path.join(root, file))
  return [...packages.broken].map(([manifest, message]) => problem('project-error', toPosix(path.relative(root, manifest)) as FileId, message))
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
