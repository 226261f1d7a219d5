import { describe, expect, it, test } from 'vitest'
import { rewrite } from '../../transforms/sync-to-async.js'
import { expectRewrite, readMarked } from './marked.js'

describe('where async goes', () => {
  test.each([
    ['function f() «async:{}»', 'async function f() {}'],
    ['export function f() «async:{}»', 'export async function f() {}'],
    ['export default function () «async:{}»', 'export default async function () {}'],
    ['const f = function () «async:{}»', 'const f = async function () {}'],
    ['const f = «async:() => 1»', 'const f = async () => 1'],
    ['const f = «async:x => x»', 'const f = async x => x'],
    ['const f = («async:() => 1»)', 'const f = (async () => 1)'],
    ['const o = { f() «async:{}» }', 'const o = { async f() {} }'],
    ['const o = { [f]() «async:{}» }', 'const o = { async [f]() {} }'],
    ['const o = { f: function () «async:{}» }', 'const o = { f: async function () {} }'],
    ['class A { f() «async:{}» }', 'class A { async f() {} }'],
    ['class A { static f() «async:{}» }', 'class A { static async f() {} }'],
    ['class A { #f() «async:{}» }', 'class A { async #f() {} }'],
    ['class A { static [f]() «async:{}» }', 'class A { static async [f]() {} }'],
    ['class A { \'f\'() «async:{}» }', 'class A { async \'f\'() {} }'],
    ['class A { *f() «async:{}» }', 'class A { async *f() {} }'],
    ['function* f() «async:{}»', 'async function* f() {}'],
    ['class A { f = «async:() => 1» }', 'class A { f = async () => 1 }'],
    ['async function f() «async:{}»', 'async function f() {}'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.js', marked, expected)
  })

  test.each([
    ['class A extends B { private static override f() «async:{}» }', 'class A extends B { private static override async f() {} }'],
    ['class A { @log() public f() «async:{}» }', 'class A { @log() public async f() {} }'],
    ['const f = «async:<T>(x: T) => x»', 'const f = async <T>(x: T) => x'],
  ])('TypeScript: %s', (marked, expected) => {
    expectRewrite('a.ts', marked, expected)
  })
})

describe('return types', () => {
  test.each([
    ['function f(): «returns:string» «async:{}»', 'async function f(): Promise<string> {}'],
    ['function f(): «returns:string | undefined» «async:{}»', 'async function f(): Promise<string | undefined> {}'],
    ['function f(): «returns:Promise<string>» «async:{}»', 'async function f(): Promise<string> {}'],
    ['const f = «async:(): «returns:string» => 1»', 'const f = async (): Promise<string> => 1'],
    ['interface A { «async|signature:f(): «returns:string»;» }', 'interface A { f(): Promise<string>; }'],
    ['interface A { «async|signature:f: () => «returns:string»» }', 'interface A { f: () => Promise<string> }'],
    ['abstract class A { «async|signature:abstract f(): «returns:string»;» }', 'abstract class A { abstract f(): Promise<string>; }'],
    ['«async|signature:function f(): «returns:string»»\nfunction f() «async:{}»', 'function f(): Promise<string>\nasync function f() {}'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.ts', marked, expected)
  })

  it('follows in a JSDoc comment', () => {
    expectRewrite('a.js', '/** @returns {«returns:string»} */\nfunction f() «async:{}»\n', '/** @returns {Promise<string>} */\nasync function f() {}\n')
  })
})

it('gives no edits for no changes', () => {
  expect(rewrite('this does not parse', { file: 'a.js', changes: [] })).toEqual([])
})

it('names the place of a change that fits nothing', () => {
  const { source } = readMarked('f()')
  const change = { component: 0, kind: 'await-call', call: { start: 0, end: 2 } } as const
  expect(() => rewrite(source, { file: 'a.js', changes: [change] })).toThrow('There is no CallExpression at 0–2.')
})
