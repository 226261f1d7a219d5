import { runInThisContext } from 'node:vm'
import { describe, expect, it, test } from 'vitest'
import { applyEdits } from '../../src/apply/apply-edits.js'
import { rewrite } from '../../transforms/sync-to-async.js'
import { UnsupportedRewrite } from '../../transforms/unsupported-rewrite.js'
import { expectRewrite, readMarked } from './marked.js'

const inFunction = (body: string) => `async function main() {\n  ${body}\n}\n`

describe('precedence', () => {
  test.each([
    ['«await:f()»', 'await f()'],
    ['x = «await:f()».x', 'x = (await f()).x'],
    ['x = «await:f()»?.x', 'x = (await f())?.x'],
    ['x = «await:f()»[i]', 'x = (await f())[i]'],
    ['x = «await:f()»()', 'x = (await f())()'],
    ['x = «await:f()»?.()', 'x = (await f())?.()'],
    ['x = «await:f()» ** 2', 'x = (await f()) ** 2'],
    ['x = 2 ** «await:f()»', 'x = 2 ** await f()'],
    ['x = new («await:f()»)()', 'x = new (await f())()'],
    ['x = «await:f()»`text`', 'x = (await f())`text`'],
    ['x = class extends «await:f()» {}', 'x = class extends (await f()) {}'],
    ['x = («await:f()»).x', 'x = (await f()).x'],
    ['x = (/* why */ «await:f()»).x', 'x = (/* why */ await f()).x'],
    ['x = !«await:f()»', 'x = !await f()'],
    ['x = -«await:f()»', 'x = -await f()'],
    ['x = typeof «await:f()»', 'x = typeof await f()'],
    ['x = a + «await:f()»', 'x = a + await f()'],
    ['x = «await:f()» + a', 'x = await f() + a'],
    ['x = [...«await:f()»]', 'x = [...await f()]'],
    ['x = `${«await:f()»}`', 'x = `${await f()}`'],
    ['x = a && «await:f()»', 'x = a && await f()'],
    ['x = a ? «await:f()» : «await:g()»', 'x = a ? await f() : await g()'],
    ['x = «await:f()» ?? a', 'x = await f() ?? a'],
    ['for (const y of «await:f()») y()', 'for (const y of await f()) y()'],
    ['switch («await:f()») {}', 'switch (await f()) {}'],
    ['throw «await:f()»', 'throw await f()'],
    ['const { y = «await:f()» } = x', 'const { y = await f() } = x'],
    ['x = { [«await:f()»]: 1 }', 'x = { [await f()]: 1 }'],
    ['x = «await:f(«await:g()»)»', 'x = await f(await g())'],
    ['x = «await:«await:f()».g()».h', 'x = (await (await f()).g()).h'],
    ['x = «await:«await:f()»()»', 'x = await (await f())()'],
    ['x = await «await:f()»', 'x = await f()'],
    ['x = await («await:f()»)', 'x = await (f())'],
    ['x = async (a) => «await:f(a)»', 'x = async (a) => await f(a)'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.js', inFunction(marked), inFunction(expected))
  })

  test.each([
    ['x = «await:f()»!', 'x = (await f())!'],
    ['x = «await:f()»!.y', 'x = (await f())!.y'],
    ['x = «await:f()» as string', 'x = await f() as string'],
    ['x = («await:f()» as A).b', 'x = (await f() as A).b'],
    ['x = <string>«await:f()»', 'x = <string>await f()'],
    ['x = «await:f()» satisfies string', 'x = await f() satisfies string'],
    ['x = «await:f<string>()».y', 'x = (await f<string>()).y'],
  ])('TypeScript: %s', (marked, expected) => {
    expectRewrite('a.ts', inFunction(marked), inFunction(expected))
  })

  it('awaits in JSX attributes and children', () => {
    expectRewrite('a.tsx', 'const x = async () => <A b={«await:f()»}>{«await:g()».c}</A>\n', 'const x = async () => <A b={await f()}>{(await g()).c}</A>\n')
  })
})

describe('optional chains', () => {
  test.each([
    ['x = «await:a?.f()»', 'x = await a?.f()'],
    ['x = «await:a?.f()»?.x', 'x = (await a?.f())?.x'],
    ['x = («await:a?.f()»).x', 'x = (await a?.f()).x'],
    ['x = «await:a?.f()».x', 'x = await a?.f().then((value) => value.x)'],
    ['x = «await:a?.f()».x?.y', 'x = await a?.f().then((value) => value.x?.y)'],
    ['x = («await:a?.f()».x).y', 'x = (await a?.f().then((value) => value.x)).y'],
    ['x = «await:a?.f()».x ** 2', 'x = (await a?.f().then((value) => value.x)) ** 2'],
    ['x = «await:a?.f()»[value]', 'x = await a?.f().then((awaitedValue) => awaitedValue[value])'],
    ['x = «await:a?.f()».g(«await:h()»)', 'x = await a?.f().then(async (value) => value.g(await h()))'],
    ['x = «await:«await:a?.f()».g()».h', 'x = await a?.f().then((value) => value.g().then((value) => value.h))'],
    ['x = g?.(«await:f()»)', 'x = g?.(await f())'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.js', inFunction(marked), inFunction(expected))
  })

  it.each([
    ['a nullish object stays undefined', 'undefined', undefined],
    ['a nullish result still throws', '{ f: async () => undefined }', TypeError],
    ['a value is read', '{ f: async () => ({ x: undefined }) }', undefined],
  ])('keeps its meaning when it runs: %s', async (_, object, error) => {
    const { source, changes } = readMarked('async function main() { return «await:a?.f()».x }')
    const text = applyEdits(source, rewrite(source, { file: 'a.js', changes }))
    const result: unknown = runInThisContext(`(() => { const a = ${object}; ${text}; return main() })()`)
    if (error) await expect(result).rejects.toThrow(error)
    else await expect(result).resolves.toBeUndefined()
  })

  it('awaits a non-null assertion in a chain', () => {
    expectRewrite('a.ts', inFunction('x = «await:a?.f()»!.y'), inFunction('x = await a?.f().then((value) => value!.y)'))
  })

  it('refuses a delete, and says where', () => {
    const { source, changes } = readMarked(inFunction('delete «await:a?.f()».x'))
    expect(() => rewrite(source, { file: 'a.js', changes })).toThrow(UnsupportedRewrite)
    expect(() => rewrite(source, { file: 'a.js', changes })).toThrow(expect.objectContaining({ span: { start: 33, end: 39 } }))
  })
})

describe('statements that now start with a parenthesis', () => {
  test.each([
    ['after an expression', 'x = y\n«await:f()».z', 'x = y\n;(await f()).z'],
    ['after a closing brace of an expression', 'x = {}\n«await:f()».z', 'x = {}\n;(await f()).z'],
    ['after an unbraced if', 'if (x) y()\n«await:f()».z', 'if (x) y()\n;(await f()).z'],
    ['after a directive', '\'use strict\'\n«await:f()».z', '\'use strict\'\n;(await f()).z'],
    ['not after a semicolon', 'x = y;\n«await:f()».z', 'x = y;\n(await f()).z'],
    ['not after a block', 'if (x) {}\n«await:f()».z', 'if (x) {}\n(await f()).z'],
    ['not after a function', 'function g() {}\n«await:f()».z', 'function g() {}\n(await f()).z'],
    ['not at the start', '«await:f()».z', '(await f()).z'],
    ['not as an if\'s body', 'if (x)\n«await:f()».z', 'if (x)\n(await f()).z'],
    ['not after a case', 'switch (x) { case 1:\n«await:f()».z }', 'switch (x) { case 1:\n(await f()).z }'],
    ['not without parentheses', 'x = y\n«await:f()»', 'x = y\nawait f()'],
  ])('%s', (_, marked, expected) => {
    expectRewrite('a.js', inFunction(marked), inFunction(expected))
  })
})
