import { describe, expect, test } from 'vitest'
import { checkResults } from '../../src/checking/check-results.js'
import { changed, projectOf } from './project-of.js'

const declarations = 'declare const a: boolean, old: () => Promise<number>, anything: any\n'
const syncLoad = 'function load(): string { return "" }\n'
const asyncLoad = 'async function load(): Promise<string> { return "" }\n'

/** The texts of promises that get lost once `load` is async, in a file that uses it like this. */
function lostIn(use: string): string[] {
  const project = projectOf({ 'a.ts': declarations + syncLoad + use })
  const after = declarations + asyncLoad + use
  const findings = checkResults(project, [changed('a.ts', after)])
  return findings.filter(({ code }) => code === 'floating-promise').map(({ span }) => after.slice(span.start, span.end))
}

/** The same in JavaScript, where types are inferred and there are no type errors. */
function lostInJavaScript(use: string): string[] {
  const before = `function load() { return "" }\n${use}`
  const after = `async ${before}`
  const project = projectOf({ 'a.js': before })
  return checkResults(project, [changed('a.js', after)]).map(({ span }) => after.slice(span.start, span.end))
}

describe('dropped', () => {
  test.each([
    ['load()'],
    ['a && load()', 'load()'],
    ['a || load()', 'load()'],
    ['a ? load() : 1', 'load()'],
    ['(1, load())', 'load()'],
    ['(load())', 'load()'],
    ['load()!', 'load()'],
    ['load().finally(() => {})', 'load()'],
    ['load().then(() => {})', 'load().then(() => {})'],
    ['for (;; load()) break', 'load()'],
  ])('%s', (use, lost = use) => {
    expect(lostIn(use)).toEqual([lost])
  })

  test.each([
    ['await load()'],
    ['void load()'],
    ['load().catch(() => {})'],
    ['load().then(() => {}, () => {})'],
    ['load().catch(() => {}).finally(() => {})'],
    ['const p = load()'],
    ['let p; p = load()'],
    ['const f = () => load()'],
    ['async function f() { return load() }'],
    ['await Promise.all([load(), load()])'],
    ['anything.load()'],
  ])('not %s', (use) => {
    expect(lostIn(use)).toEqual([])
  })

  test('what was dropped before is not new, and one more is', () => {
    expect(lostIn('old()')).toEqual([])
    const project = projectOf({ 'a.ts': `${declarations}old()\n` })
    expect(checkResults(project, [changed('a.ts', `${declarations}old()\nold()\n`)])).toMatchObject([
      { code: 'floating-promise', message: '`old()` is a promise that nothing waits for, and whose rejection nothing handles.' },
    ])
  })

  test('a call that an unchanged importer drops is found', () => {
    const project = projectOf({ 'load.ts': `export ${syncLoad}`, 'b.ts': 'import { load } from "./load.js"\nload()\n' })
    expect(checkResults(project, [changed('load.ts', `export ${asyncLoad}`)])).toMatchObject([{ file: 'b.ts', code: 'floating-promise' }])
  })
})

describe('as a condition', () => {
  test.each([
    'if (load()) {}',
    'while (load()) {}',
    'do {} while (load())',
    'for (; load();) {}',
    'a = load() ? 1 : 2',
    'a = !load()',
    'a = load() && 1',
    'a = load() || 1',
    'a = load() ?? 1',
    'if (a && load()) {}',
    'if ((1, load())) {}',
    'if (a ? load() : a) {}',
  ])('%s', (use) => {
    expect(lostInJavaScript(`let a = Math.random() > 0.5\n${use}`)).toEqual(['load()'])
  })

  test('a promise that may be missing can be tested for', () => {
    expect(lostInJavaScript('let a = Math.random() > 0.5 ? load() : undefined\nif (a) {}')).toEqual([])
  })

  test('what TypeScript itself finds is reported once', () => {
    const before = `${declarations}function isOpen(): boolean { return a }\nif (isOpen()) {}\n`
    const after = before.replace('function isOpen(): boolean', 'async function isOpen(): Promise<boolean>')
    expect(checkResults(projectOf({ 'a.ts': before }), [changed('a.ts', after)])).toMatchObject([{ code: 'type-error' }])
  })
})

describe('as a value', () => {
  test.each([
    ['`${load()}`', 'load()'],
    ['"a" + load()', 'load()'],
    ['load() === "a"', 'load()'],
    ['let s = ""; s += load()', 'load()'],
    ['+load()', 'load()'],
    ['[...load()]', 'load()'],
    ['({ ...load() })', 'load()'],
    ['for (const c of load()) {}', 'load()'],
    ['switch (load()) {}', 'load()'],
    ['const { length } = load()', 'load()'],
    ['load().length', 'load().length'],
    ['load()?.length', 'load()?.length'],
    ['load()[0]', 'load()[0]'],
    ['const text = load(); text.trim()', 'text.trim'],
  ])('%s', (use, lost) => {
    expect(lostInJavaScript(use)).toEqual([lost])
  })

  test.each([
    ['`${await load()}`'],
    ['String.raw`${load()}`'],
    ['(await load()).length'],
    ['load().then(String, String)'],
    ['load()["then"]'],
    ['for await (const c of load()) {}'],
    ['let p; p ??= load()'],
    ['load() instanceof Promise'],
    ['require("not-installed").load().length'],
  ])('not %s', (use) => {
    expect(lostInJavaScript(use)).toEqual([])
  })

  test('TypeScript, which allows templates and spreads, is looked at too', () => {
    expect(lostIn('`${load()}`; ({ ...load() })')).toEqual(['load()', 'load()'])
  })
})
