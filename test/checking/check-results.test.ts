import { describe, expect, test } from 'vitest'
import type { Project } from '../../src/analysis/project.js'
import { checkResults } from '../../src/checking/check-results.js'
import type { FileId } from '../../src/model/ids.js'
import type { FileResult } from '../../src/model/result.js'
import { changed, projectOf, unitOf } from './project-of.js'

const syncLoad = 'export function load(): string { return "" }\n'
const asyncLoad = 'export async function load(): Promise<string> { return "" }\n'
const importLoad = 'import { load } from "./load.js"\n'

/** Each finding as `file code text`, where the text is what its span covers. */
function check(project: Project, ...results: FileResult[]): string[] {
  const texts = new Map(results.map(({ file, after }) => [file, after]))
  const textOf = (file: FileId) => texts.get(file) ?? project.units[0]?.program.getSourceFile(`${project.root}/${file}`)?.text
  return checkResults(project, results).map(({ file, code, span }) => `${file} ${code} ${textOf(file)?.slice(span.start, span.end)}`)
}

describe('parsing', () => {
  test.each(['a.ts', 'a.js', 'a.tsx', 'a.jsx'])('a new text of %s that does not parse is found, and only that', (file) => {
    const project = projectOf({ [file]: 'const a = 1\n' })
    const findings = checkResults(project, [changed(file, 'const a: = 1\nconst b = = 2\n')])
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['does-not-parse']))
  })

  test('a created file must parse, whether or not it is imported', () => {
    const project = projectOf({ 'src/a.ts': 'export {}\n' })
    expect(check(project, changed('src/b.ts', 'f(', 'created'))).toEqual(['src/b.ts does-not-parse '])
  })

  test('await in a function of a JavaScript module that is not async is found', () => {
    const project = projectOf({ 'a.js': 'export function f(g) { return g() }\n' })
    expect(check(project, changed('a.js', 'export function f(g) { return await g() }\n'))).toEqual(['a.js type-error await'])
  })
})

describe('type errors', () => {
  test('a change that holds has no findings', () => {
    const project = projectOf({ 'load.ts': syncLoad, 'a.ts': `${importLoad}export const size = () => load().length\n` })
    const a = changed('a.ts', `${importLoad}export const size = async () => (await load()).length\n`)
    expect(check(project, changed('load.ts', asyncLoad), a)).toEqual([])
  })

  test('an error in an unchanged importer is found', () => {
    const project = projectOf({ 'load.ts': syncLoad, 'a.ts': `${importLoad}export const a: string = load()\n` })
    expect(check(project, changed('load.ts', asyncLoad))).toEqual(['a.ts type-error a'])
  })

  test.each([
    ['a barrel', { 'index.ts': 'export { load } from "./load.js"\n' }, 'import { load } from "./index.js"\n'],
    ['two barrels', { 'index.ts': 'export * from "./z.js"\n', 'z.ts': 'export * from "./load.js"\n' }, 'import { load } from "./index.js"\n'],
    ['an import type', {}, 'declare const load: typeof import("./load.js").load\n'],
    ['import = require', {}, 'import loading = require("./load.js")\nconst { load } = loading\n'],
  ])('an importer through %s is found', (_, files, imports) => {
    const project = projectOf({ 'a.ts': `${imports}export const a: string = load()\n`, 'load.ts': syncLoad, ...files })
    expect(check(project, changed('load.ts', asyncLoad))).toEqual(['a.ts type-error a'])
  })

  test('files that do not import a changed one are left alone', () => {
    const project = projectOf({ 'load.ts': syncLoad, 'a.ts': 'export const a: string = load()\ndeclare function load(): number\n' })
    expect(check(project, changed('load.ts', `${asyncLoad}declare global { interface String { mine: 1 } }\n`))).toEqual([])
  })

  test('errors that were there before do not count, wherever they have moved', () => {
    const project = projectOf({ 'a.ts': 'export const a: number = ""\n' })
    expect(check(project, changed('a.ts', '\n\n\nexport const a: number = ""\n'))).toEqual([])
  })

  test('one more error of a kind that was there before counts once', () => {
    const project = projectOf({ 'a.ts': 'export const a: number = ""\n' })
    expect(check(project, changed('a.ts', 'export const a: number = ""\nexport const b: number = ""\n'))).toEqual(['a.ts type-error b'])
  })

  test('JavaScript is type-checked only if it was before', () => {
    const files = { 'a.js': 'export const f = () => 1\n' }
    const result = changed('a.js', 'export const f = () => 1()\n')
    expect(check(projectOf(files), result)).toEqual([])
    expect(check(projectOf(files, { checkJs: true }), result)).toEqual(['a.js type-error 1'])
  })

  test('modules that are not installed are no error, modules of the project that do not exist are', () => {
    const project = projectOf({ 'a.ts': 'import { readFileSync } from "fs"\nexport const a = readFileSync("a")\n' })
    expect(check(project, changed('a.ts', 'import { readFile } from "node:fs/promises"\nexport const a = await readFile("a")\n')))
      .toEqual([])
    expect(check(project, changed('a.ts', 'import { readFile } from "./files.js"\nexport const a = await readFile("a")\n')))
      .toEqual(['a.ts type-error "./files.js"'])
  })

  test('a created file is seen by those that import it', () => {
    const project = projectOf({ 'src/a.ts': 'export const a = 1\n' })
    const created = changed('src/b.ts', 'export const b: number = 1\n', 'created')
    expect(check(project, created, changed('src/a.ts', 'import { b } from "./b.js"\nexport const a: string = b\n')))
      .toEqual(['src/a.ts type-error a'])
  })
})

describe('programs', () => {
  test('a file is reported by the unit that owns it, even if the changed one belongs to another', () => {
    const { root } = projectOf({ 'one/load.ts': syncLoad, 'two/a.ts': 'import { load } from "../one/load.js"\nexport const a: string = load()\n' })
    const units = [unitOf(root, ['one/load.ts' as FileId]), { ...unitOf(root, ['two/a.ts' as FileId]), name: 'two' }]
    const findings = checkResults({ root, units, problems: [], sources: new Map() }, [changed('one/load.ts', asyncLoad)])
    expect(findings.map(({ file, code }) => `${file} ${code}`)).toEqual(['two/a.ts type-error'])
  })

  test('a package that is installed twice does no harm', () => {
    const installed = (at: string) => ({
      [`${at}/package.json`]: '{"name": "twice", "version": "1.0.0", "types": "index.d.ts"}',
      [`${at}/index.d.ts`]: 'export declare const twice: number\n',
    })
    const project = projectOf({
      ...installed('one/node_modules/twice'),
      ...installed('two/node_modules/twice'),
      'one/a.ts': 'import { twice } from "twice"\nexport const a: number = twice\n',
      'two/b.ts': 'import { twice } from "twice"\nexport const b: number = twice\n',
    })
    expect(check(project, changed('two/b.ts', 'import { twice } from "twice"\nexport const b: string = twice\n')))
      .toEqual(['two/b.ts type-error b'])
  })

  test('nothing is checked where nothing is written', () => {
    const project = projectOf({ 'a.ts': '' })
    expect(check(project, changed('a.ts', 'f(', 'failed'), changed('a.ts', 'f(', 'stale'))).toEqual([])
  })
})
