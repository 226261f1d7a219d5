import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { ts } from 'ts-morph'
import { globSync } from 'tinyglobby'
import { UsageError } from '../usage-error.js'
import { toPosix } from './paths.js'
import { defaultsOf, typeRootsFor } from './compiler-defaults.js'
import { withoutGitIgnored } from './git-ignored.js'

/** What a unit is made from, before any file of it is parsed. */
export interface UnitSeed {
  name: string
  options: ts.CompilerOptions
  /** Absolute, sorted. */
  rootFiles: string[]
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
  if (project !== undefined) return [askedFor(path.resolve(root, project), root)]
  const configs = globSync('**/tsconfig.json', { cwd: root, absolute: true, ignore: neverSource, followSymbolicLinks: false })
  const seeds = configs.map(path.normalize).sort().flatMap((config) => followReferences(config, root))
  const owned = new Set(seeds.flatMap((seed) => seed.rootFiles))
  const loose = looseFiles(root, seeds).filter((file) => !owned.has(file))
  if (loose.length > 0) seeds.push(looseUnit('.', root, loose))
  return seeds
}

function askedFor(target: string, root: string): UnitSeed {
  if (!existsSync(target)) throw new UsageError(`--project: there is no ${target}. Give a tsconfig file or a folder.`)
  if (!statSync(target).isDirectory()) return readConfig(target, root)
  const config = path.join(target, 'tsconfig.json')
  if (existsSync(config)) return readConfig(config, root)
  return looseUnit(toPosix(path.relative(root, target)) || '.', target, looseFiles(target, []))
}

function looseUnit(name: string, folder: string, rootFiles: string[]): UnitSeed {
  return { name, options: { ...looseOptions, typeRoots: typeRootsFor(folder) }, rootFiles, problems: [] }
}

function followReferences(config: string, root: string, seen = new Set<string>()): UnitSeed[] {
  if (seen.has(config) || !existsSync(config)) return []
  seen.add(config)
  const { config: raw } = ts.readConfigFile(config, ts.sys.readFile) as { config?: { references?: { path: string }[] } }
  const references = (raw?.references ?? []).map((reference) => path.resolve(path.dirname(config), reference.path))
  const files = references.map((target) => (target.endsWith('.json') ? target : path.join(target, 'tsconfig.json')))
  return [readConfig(config, root), ...files.flatMap((file) => followReferences(file, root, seen))]
}

function readConfig(config: string, root: string): UnitSeed {
  const read = ts.readConfigFile(config, ts.sys.readFile)
  const parsed = ts.parseJsonConfigFileContent(read.config ?? {}, ts.sys, path.dirname(config), {}, config)
  const noInputs = 18003
  const errors = [...(read.error ? [read.error] : []), ...parsed.errors].filter((error) => error.code !== noInputs)
  return {
    name: toPosix(path.relative(root, config)),
    options: { ...defaultsOf(path.dirname(config)), ...parsed.options, noEmit: true, skipLibCheck: true, incremental: false, composite: false },
    rootFiles: parsed.fileNames.map(path.normalize).filter((file) => !/\.d\.[mc]?ts$/.test(file)).sort(),
    problems: errors.map((error) => ts.flattenDiagnosticMessageText(error.messageText, ' ')),
  }
}

function looseFiles(root: string, seeds: UnitSeed[]): string[] {
  const outputs = seeds.flatMap((seed) => [seed.options.outDir, seed.options.declarationDir].filter((dir) => dir !== undefined))
  const ignored = outputs.map((dir) => `${toPosix(path.relative(root, dir))}/**`).filter((pattern) => !pattern.startsWith('..') && pattern !== '/**')
  const files = globSync(sourcePattern, { cwd: root, absolute: true, ignore: [...neverSource, ...ignored], followSymbolicLinks: false })
  return withoutGitIgnored(root, files.map(path.normalize)).sort()
}
