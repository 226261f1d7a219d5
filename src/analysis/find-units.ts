import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { ts } from 'ts-morph'
import { globSync } from 'tinyglobby'
import { UsageError } from '../usage-error.js'
import { sourceExtensions, toPosix } from './paths.js'
import { defaultsOf, typeRootsFor } from './compiler-defaults.js'
import { withoutGitIgnored } from './git-ignored.js'

/** What a unit is made from, before any file of it is parsed. */
export interface UnitSeed {
  name: string
  options: ts.CompilerOptions
  /** Absolute, sorted. */
  rootFiles: string[]
  /** What the project declares of its own: globals, additions to the types of packages. Absolute, sorted. */
  declarationFiles: string[]
  /** The messages of a tsconfig that could only be read in part. */
  problems: string[]
}

const sourcePattern = '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'
const neverSource = ['**/node_modules/**', '**/.git/**', '**/dist/**', '**/coverage/**', '**/*.min.js', '**/*.d.{ts,mts,cts}']

/** How files are read that no tsconfig owns: both module kinds side by side, whatever Node itself could load. */
const looseOptions: ts.CompilerOptions = {
  allowJs: true,
  checkJs: false,
  noEmit: true,
  target: ts.ScriptTarget.ESNext,
  lib: ['lib.esnext.d.ts'],
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.Preserve,
  esModuleInterop: true,
  skipLibCheck: true,
  types: ['node'],
}

/** Finds every tsconfig below `root` (or the one that was asked for), and a last unit of the files that none of them owns. */
export function findUnits(root: string, project?: string): UnitSeed[] {
  if (project !== undefined) return askedFor(path.resolve(root, project), root)
  const configs = globSync('**/tsconfig.json', { cwd: root, absolute: true, ignore: neverSource, followSymbolicLinks: false })
  const seeds = followReferences(configs.map((config) => path.normalize(config)).sort(), root)
  const owned = new Set(seeds.flatMap((seed) => seed.rootFiles))
  const loose = looseFiles(root, seeds).filter((file) => !owned.has(file))
  if (loose.length > 0) seeds.push(looseUnit('.', root, loose))
  return seeds
}

function askedFor(target: string, root: string): UnitSeed[] {
  if (!existsSync(target)) throw new UsageError(`--project: there is no ${target}. Give a tsconfig file or a folder.`)
  const config = statSync(target).isDirectory() ? path.join(target, 'tsconfig.json') : target
  if (!existsSync(config)) return [looseUnit(toPosix(path.relative(root, target)) || '.', target, looseFiles(target, []))]
  const { error } = readJson(config)
  if (error) throw new UsageError(`--project: ${config} is not a tsconfig: ${textOf(error)}`)
  return followReferences([config], root)
}

function looseUnit(name: string, folder: string, rootFiles: string[]): UnitSeed {
  return { name, options: { ...looseOptions, typeRoots: typeRootsFor(folder) }, rootFiles, declarationFiles: [], problems: [] }
}

/** The units of these tsconfigs and of all that they refer to, each once. */
function followReferences(configs: readonly string[], root: string): UnitSeed[] {
  const seeds: UnitSeed[] = []
  const found = new Set(configs)
  for (const config of found) {
    if (!existsSync(config)) continue
    const { seed, references } = readConfig(config, root)
    seeds.push(seed)
    for (const reference of references) found.add(reference)
  }
  return seeds
}

function readConfig(config: string, root: string): { seed: UnitSeed; references: string[] } {
  const { json, error } = readJson(config)
  const parsed = ts.parseJsonConfigFileContent(json ?? {}, ts.sys, path.dirname(config), {}, config)
  const noInputs = 18003
  const errors = [...(error ? [error] : []), ...parsed.errors].filter(({ code }) => code !== noInputs)
  const isDeclaration = (file: string): boolean => /\.d\.[mc]?ts$/.test(file)
  const seed: UnitSeed = {
    name: toPosix(path.relative(root, config)),
    options: { ...defaultsOf(path.dirname(config)), ...parsed.options, noEmit: true, skipLibCheck: true, incremental: false, composite: false },
    rootFiles: withoutLinks(parsed.fileNames.filter((file) => !isDeclaration(file))),
    declarationFiles: withoutLinks(parsed.fileNames.filter((file) => isDeclaration(file) && !hasSource(file))),
    problems: [...new Set(errors.map(textOf))],
  }
  return { seed, references: (parsed.projectReferences ?? []).map((reference) => path.normalize(ts.resolveProjectReferencePath(reference))) }
}

/** What stands beside its source says nothing that the source does not. */
function hasSource(declarationFile: string): boolean {
  const base = declarationFile.replace(/\.d\.[mc]?ts$/, '')
  return sourceExtensions.some((extension) => existsSync(base + extension))
}

function readJson(config: string): { json: unknown; error?: ts.Diagnostic } {
  const { config: json, error } = ts.readConfigFile(config, (file) => ts.sys.readFile(file)) as { config: unknown; error?: ts.Diagnostic }
  return { json, ...(error && { error }) }
}

function textOf(error: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(error.messageText, ' ')
}

function looseFiles(root: string, seeds: UnitSeed[]): string[] {
  const outputs = seeds.flatMap((seed) => [seed.options.outDir, seed.options.declarationDir].filter((dir) => dir !== undefined))
  const ignored = outputs.map((dir) => `${toPosix(path.relative(root, dir))}/**`).filter((pattern) => !pattern.startsWith('..') && pattern !== '/**')
  const files = globSync(sourcePattern, { cwd: root, absolute: true, ignore: [...neverSource, ...ignored], followSymbolicLinks: false })
  return withoutLinks(withoutGitIgnored(root, files.map((file) => path.normalize(file))))
}

/** The files behind all links, each once, so that no file is known under two names. */
function withoutLinks(files: readonly string[]): string[] {
  return [...new Set(files.map((file) => path.normalize(ts.sys.realpath?.(file) ?? file)))].sort()
}
