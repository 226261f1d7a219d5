import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { CallerPolicy } from '../../src/model/plan.js'
import { type Files, readFolder } from './folder.js'

/** One folder below fixtures/: a small project, what becomes of it, and what a person is told. */
export interface FixtureCase {
  /** `propagation/recursion` */
  name: string
  /** One sentence: what this case holds the tool to. */
  shows: string
  select: string[]
  options: FixtureOptions
  /** The project, with the usual package.json and tsconfig.json where it brings none. */
  input: Files
  /** Only the files that change. */
  output: Files
  /** Lines such as `src/a.ts:12 review escapes`. */
  flags: string[]
  /** A script that runs the project in the folder it is given and prints what it saw. */
  drive?: string
}

/** What a case may say in `options`. */
export interface FixtureOptions {
  handlers?: boolean
  includeTests?: boolean
  changeTests?: boolean
  callers?: CallerPolicy
  comments?: boolean
  guard?: boolean
  parallelizeReads?: boolean
}

const fixturesFolder = resolve(import.meta.dirname, '../../fixtures')
const optionNames = ['handlers', 'includeTests', 'changeTests', 'callers', 'comments', 'guard', 'parallelizeReads']
const partNames = ['case.json', 'input', 'output', 'flags.txt', 'drive.mjs']

const usualPackage = '{ "type": "module" }\n'
const usualTsconfig = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    jsx: 'preserve',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  },
})

/** Folders in fixtures/ that are projects of their own. */
const projects = ['demo', 'corpus']

/** The folders below fixtures/<theme>/ that are cases. */
export function fixtureFolders(): string[] {
  return foldersIn(fixturesFolder)
    .filter((theme) => !projects.includes(basename(theme)))
    .flatMap(foldersIn)
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort()
}

/** The case in a folder; a folder that is not exactly a case is an error. */
export function readFixtureCase(folder: string): FixtureCase {
  const theme = basename(dirname(folder))
  const name = `${theme}/${basename(folder)}`
  const stranger = readdirSync(folder).find((entry) => !partNames.includes(entry))
  if (stranger !== undefined) throw new Error(`${name}: ${stranger} is not a part of a case (${partNames.join(', ')})`)

  const input = readFolder(join(folder, 'input'))
  const output = readFolder(join(folder, 'output'))
  const flags = readFileSync(join(folder, 'flags.txt'), 'utf8').split('\n').filter((line) => line !== '')
  if (input.size === 0) throw new Error(`${name}: input/ is empty`)
  for (const [path, bytes] of output) {
    if (input.get(path)?.equals(bytes)) throw new Error(`${name}: output/${path} is the same as its input`)
  }
  if (theme === 'no-change' && output.size > 0) throw new Error(`${name}: the theme no-change has no output/`)
  if (theme !== 'no-change' && output.size === 0 && flags.length === 0) throw new Error(`${name}: without output/ or flags it belongs to no-change`)

  const drive = join(folder, 'drive.mjs')
  return {
    name,
    ...readCaseFile(join(folder, 'case.json')),
    input: withUsualProjectFiles(input),
    output,
    flags,
    ...(existsSync(drive) ? { drive } : {}),
  }
}

function readCaseFile(path: string): Pick<FixtureCase, 'shows' | 'select' | 'options'> {
  const { shows, select, options = {}, ...rest } = record(JSON.parse(readFileSync(path, 'utf8')), path)
  const unknown = [...Object.keys(rest), ...Object.keys(record(options, path)).filter((key) => !optionNames.includes(key))]
  if (unknown.length > 0) throw new Error(`${path}: unknown ${unknown.join(', ')}`)
  if (typeof shows !== 'string' || shows === '') throw new Error(`${path}: "shows" must be a sentence`)
  if (!Array.isArray(select) || !select.every((selector) => typeof selector === 'string')) {
    throw new Error(`${path}: "select" must be a list of selectors`)
  }
  return { shows, select, options: optionsIn(record(options, path), path) }
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${path}: an object is expected`)
  return { ...value }
}

function optionsIn({ callers, ...switches }: Record<string, unknown>, path: string): FixtureOptions {
  if (callers !== undefined && callers !== 'propagate' && callers !== 'twin') throw new Error(`${path}: option callers must be "propagate" or "twin"`)
  const entries = Object.entries(switches).map(([name, value]): [string, boolean] => {
    if (typeof value !== 'boolean') throw new Error(`${path}: option ${name} must be true or false`)
    return [name, value]
  })
  return { ...Object.fromEntries(entries), ...(callers && { callers }) }
}

function withUsualProjectFiles(input: Files): Files {
  const files: Files = new Map(input)
  const hasTypeScript = [...input.keys()].some((path) => /\.[cm]?tsx?$/.test(path))
  if (!files.has('package.json')) files.set('package.json', Buffer.from(usualPackage))
  if (hasTypeScript && !files.has('tsconfig.json')) files.set('tsconfig.json', Buffer.from(usualTsconfig))
  return files
}
