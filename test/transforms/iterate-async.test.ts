import { describe, test } from 'vitest'
import { localHelpers } from '../../transforms/local-helpers/index.js'
import { expectRewrite } from './marked.js'

const { arrayFromAsync, takeAsync } = localHelpers
const inFunction = (body: string) => `async function main() {\n  ${body};\n}\n`

describe('what takes items awaits them', () => {
  test.each([
    ['for (const x of «iterate:f()») x()', 'for await (const x of f()) x()'],
    ['for /* a */ (const x of /* b */ («iterate:f()»)) x()', 'for await /* a */ (const x of /* b */ (f())) x()'],
    ['a: for(let x of «iterate:y») x()', 'a: for await(let x of y) x()'],
    ['for await (const x of «iterate:f()») x()', 'for await (const x of f()) x()'],
    ['for (x.y of «iterate:c ? f() : []») x()', 'for await (x.y of c ? f() : []) x()'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.js', inFunction(marked), inFunction(expected))
  })

  test.each([
    ['x = [...«iterate:f()»]', 'x = await arrayFromAsync(f())'],
    ['x = [ ...«iterate:f()», ]', 'x = await arrayFromAsync(f())'],
    ['x = [...(«iterate:f()»)].y', 'x = (await arrayFromAsync((f()))).y'],
    ['x = [/* why */ ...«iterate:f()»]', 'x = [/* why */ ...await arrayFromAsync(f())]'],
    ['x = [, ...«iterate:f()»]', 'x = [, ...await arrayFromAsync(f())]'],
    ['x = [...«iterate:f()», ...«iterate:g()»]', 'x = [...await arrayFromAsync(f()), ...await arrayFromAsync(g())]'],
    ['x = g(...«iterate:f(«await:h()»)»)', 'x = g(...await arrayFromAsync(f(await h())))'],
    ['x = Array.from(«iterate:f()»).y', 'x = (await arrayFromAsync(f())).y'],
    ['x = new Set(«iterate:f()»)', 'x = new Set(await arrayFromAsync(f()))'],
    ['x = Object.fromEntries(«iterate:y»)', 'x = Object.fromEntries(await arrayFromAsync(y))'],
    ['const [a, ...b] = «iterate:f()»', 'const [a, ...b] = await arrayFromAsync(f())'],
    ['x = [...«iterate:c ? f() : []»]', 'x = await arrayFromAsync(c ? f() : [])'],
    ['x = [y, ...«iterate:c ? f() : []»]', 'x = [y, ...await arrayFromAsync(c ? f() : [])]'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.js', inFunction(marked), `${inFunction(expected)}\n${arrayFromAsync.javascript}\n`)
  })

  test.each([
    ['const [a] = «iterate:f()»', 'const [a] = await takeAsync(f(), 1)'],
    ['const [, , a] = «iterate:f()»', 'const [, , a] = await takeAsync(f(), 3)'],
    ['[a.b, c] = «iterate:f()»', '[a.b, c] = await takeAsync(f(), 2)'],
    ['const [a, [b], { c }, ] = «iterate:f()»', 'const [a, [b], { c }, ] = await takeAsync(f(), 3)'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.js', inFunction(marked), `${inFunction(expected)}\n${takeAsync.javascript}\n`)
  })
})

describe('types of iterators', () => {
  test.each([
    ['«itype:Generator<string, void, number>»', 'AsyncGenerator<string, void, number>'],
    ['«itype:IterableIterator<Iterable<string>>»', 'AsyncIterableIterator<Iterable<string>>'],
    ['«itype:Promise<Iterable<() => Iterator<A>>>»', 'Promise<AsyncIterable<() => Iterator<A>>>'],
    ['«itype:Iterator<A> | undefined»', 'AsyncIterator<A> | undefined'],
    ['«itype:Iterable<A> | [Iterable<B>]»', 'AsyncIterable<A> | [Iterable<B>]'],
    ['«itype|orSync:Iterable<A>»', 'AsyncIterable<A> | Iterable<A>'],
    ['«itype|orSync:Generator<A>»', 'AsyncGenerator<A>'],
    ['«itype:Files»', 'Files'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.ts', `let x: ${marked};\n`, `let x: ${expected};\n`)
  })
})
