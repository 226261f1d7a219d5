import { describe, expect, it, test } from 'vitest'
import { rewrite } from '../../transforms/sync-to-async.js'
import { localHelpers } from '../../transforms/local-helpers/index.js'
import { expectRewrite, readMarked } from './marked.js'

const lines = (...text: string[]) => `${text.join('\n')}\n`
const inFunction = (body: string) => lines('async function main() {', `  ${body};`, '}')

describe('a helper', () => {
  test.each([
    ['x = «array|map:xs.map(«async:(a) => «await:f(a)»»)»', 'x = await mapAsync(xs, async (a) => await f(a))'],
    ['x = «array|map:xs.map(f)»', 'x = await mapAsync(xs, f)'],
    ['x = «array|map:xs.map(f, this)»', 'x = await mapAsync(xs, f, this)'],
    ['x = «array|map:xs.map(f)».length', 'x = (await mapAsync(xs, f)).length'],
    ['x = «array|map:(a || b).map(f)»', 'x = await mapAsync((a || b), f)'],
    ['x = «array|map:«await:load()».map(f)»', 'x = await mapAsync(await load(), f)'],
    ['x = «array|map:«await:load()».xs.map(f)»', 'x = await mapAsync((await load()).xs, f)'],
    ['x = «array|map:xs\n    .map(f)»', 'x = await mapAsync(xs, f)'],
    ['x = «array|map:xs.map(\n    f,\n  )»', 'x = await mapAsync(xs,\n    f,\n  )'],
    ['x = «array|map:xs // all\n    .map(f)»', 'x = await mapAsync(xs, // all\nf)'],
    ['x = «array|map:xs /* all */ .map((f))»', 'x = await mapAsync(xs, /* all */ (f))'],
    ['x = «array|map:xs[\'map\'](f)»', 'x = await mapAsync(xs, f)'],
    ['x = xs.filter(Boolean).length + «array|map:xs.sort().map(f)»[0]', 'x = xs.filter(Boolean).length + (await mapAsync(xs.sort(), f))[0]'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.js', inFunction(marked), `${inFunction(expected)}\n${localHelpers.mapAsync.javascript}\n`)
  })

  it('chains from the inside out', () => {
    expectRewrite('a.js', inFunction('x = «array|map:«array|filter:xs.filter(f)».map(g)».join()'),
      `${inFunction('x = (await mapAsync(await filterAsync(xs, f), g)).join()')}\n${localHelpers.mapAsync.javascript}\n\n${localHelpers.filterAsync.javascript}\n`)
  })

  it('keeps a statement from running on', () => {
    expectRewrite('a.js', lines('async function main() {', '  a()', '  «array|map:xs.map(f)».pop()', '}'),
      lines('async function main() {', '  a()', '  ;(await mapAsync(xs, f)).pop()', '}', '', localHelpers.mapAsync.javascript.replaceAll(/;$/gm, '')))
  })

  it('refuses an optional chain, for which it has no spelling', () => {
    const { source, changes } = readMarked(inFunction('x = «array|map:xs?.map(f)»'))
    expect(() => rewrite(source, { file: 'a.js', changes })).toThrow('An array method in an optional chain cannot become a function call.')
  })
})

describe('a loop', () => {
  test.each([
    ['a block', ['«array|forEach:xs.forEach(«async:(x) => {', '    «await:f(x)»;', '  }»)»'], ['for (const x of xs) {', '    await f(x);', '  }']],
    ['a function', ['«array|forEach:xs.forEach(function (x) «async:{', '    «await:f(x)»;', '  }»)»'], ['for (const x of xs) {', '    await f(x);', '  }']],
    ['an expression', ['«array|forEach:xs.forEach(«async:x => «await:f(x)»»)»'], ['for (const x of xs) {', '    await f(x);', '  }']],
    ['a member of an awaited value', ['«array|forEach:xs.forEach(«async:x => «await:f(x)».y»)»'], ['for (const x of xs) {', '    (await f(x)).y;', '  }']],
    ['a returned call', ['«array|forEach:xs.forEach(«async:(x) => f(x)»)»'], ['for (const x of xs) {', '    await f(x);', '  }']],
    ['a sync call around an awaited one', ['«array|forEach:xs.forEach(«async:(x) => ys.push(«await:f(x)»)»)»'], ['for (const x of xs) {', '    ys.push(await f(x));', '  }']],
    ['an object in parentheses', ['«array|forEach:xs.forEach(«async:(x) => ({ y: «await:f(x)» })»)»'], ['for (const x of xs) {', '    ({ y: await f(x) });', '  }']],
    ['a short circuit', ['«array|forEach:xs.forEach(«async:(x) => x && f(x)»)»'], ['for (const x of xs) {', '    x && await f(x);', '  }']],
    ['a pattern',
      ['«array|forEach:xs.forEach(«async:({ a, b: [c = 1] }) => { «await:f(a, c)» }»)»'],
      ['for (const { a, b: [c = 1] } of xs) { await f(a, c) }']],
    ['an index',
      ['«array|forEach:xs.forEach(«async:(x, i) => { «await:f(x, i)» }»)»'],
      ['for (const [i, x] of xs.entries()) { await f(x, i) }']],
    ['an index, and an awaited array',
      ['«array|forEach:«await:load()».forEach(«async:(x, i) => { «await:f(x, i)» }»)»'],
      ['for (const [i, x] of (await load()).entries()) { await f(x, i) }']],
    ['an awaited array',
      ['«array|forEach:«await:load()».forEach(«async:(x) => { «await:f(x)» }»)»'],
      ['for (const x of await load()) { await f(x) }']],
    ['an array that may be missing',
      ['«array|forEach:a?.xs?.forEach(«async:(x) => { «await:f(x)» }»)»'],
      ['for (const x of a?.xs ?? []) { await f(x) }']],
    ['a parameter that is assigned',
      ['«array|forEach:xs.forEach(«async:(x) => { x = «await:f(x)» }»)»'],
      ['for (let x of xs) { x = await f(x) }']],
    ['a property that is assigned',
      ['«array|forEach:xs.forEach(«async:(x) => { x.y = «await:f(x)» }»)»'],
      ['for (const x of xs) { x.y = await f(x) }']],
    ['a loop in a loop',
      ['«array|forEach:xs.forEach(«async:(x) => { «array|forEach:x.forEach(«async:(y) => { «await:f(y)» }»)» }»)»'],
      ['for (const x of xs) { for (const y of x) { await f(y) } }']],
    ['an unbraced if',
      ['if (a) «array|forEach:xs.forEach(«async:(x) => { «await:f(x)» }»)»'],
      ['if (a) for (const x of xs) { await f(x) }']],
  ])('%s', (_, marked, expected) => {
    expectRewrite('a.js', lines('async function main() {', `  ${marked.join('\n')};`, '  last();', '}'),
      lines('async function main() {', `  ${expected.join('\n')}`, '  last();', '}'))
  })

  test.each([
    ['if (!x) return;', 'if (!x) continue;'],
    ['if (!x) return undefined;', 'if (!x) continue;'],
    ['if (!x) return «await:g(x)»; else i();', 'if (!x) { await g(x); continue; } else i();'],
    ['if (!x) { return ys.push(x); }', 'if (!x) { ys.push(x); continue; }'],
    ['if (!x) { return «await:g(x)»; }', 'if (!x) { await g(x); continue; }'],
    ['if (!x) { return «await:g(x)» }', 'if (!x) { await g(x); continue }'],
    ['try { return; } finally { g(); }', 'try { continue; } finally { g(); }'],
    ['ys.map((y) => { return y; });', 'ys.map((y) => { return y; });'],
    ['if (!x) return ys.push(x);', 'if (!x) { ys.push(x); continue; }'],
    ['if (!x) return «await:g(x)»;', 'if (!x) { await g(x); continue; }'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.js',
      lines('async function main() {', '  «array|forEach:xs.forEach(«async:(x) => {', `    ${marked}`, '    «await:h()»;', '  }»)»;', '}'),
      lines('async function main() {', '  for (const x of xs) {', `    ${expected}`, '    await h();', '  }', '}'))
  })

  it('ends with its last call', () => {
    expectRewrite('a.js', inFunction('«array|forEach:xs.forEach(«async:(x) => { g(); return f(x); }»)»'), lines('async function main() {', '  for (const x of xs) { g(); await f(x); }', '}'))
  })

  it('drops a parameter\'s type', () => {
    expectRewrite('a.ts', inFunction('«array|forEach:xs.forEach(«async:(x: string): «returns:void» => { «await:f(x)» }»)»'), lines('async function main() {', '  for (const x of xs) { await f(x) }', '}'))
  })

  it('goes without braces and semicolons where the file does', () => {
    expectRewrite('a.js', lines('async function main() {', '\tfor (const y of ys) g(y)', '\t«array|forEach:xs.forEach(«async:(x) => «await:f(x)»»)»', '}'),
      lines('async function main() {', '\tfor (const y of ys) g(y)', '\tfor (const x of xs) await f(x)', '}'))
  })

  it('leaves the semicolon that opens the next line', () => {
    expectRewrite('a.js', lines('async function main() {', '  «array|forEach:xs.forEach(«async:(x) => { «await:f(x)» }»)»', '  ;[1].map(g)', '}'),
      lines('async function main() {', '  for (const x of xs) { await f(x) }', '  ;[1].map(g)', '}'))
  })

  it('keeps CRLF', () => {
    expectRewrite('a.js', 'async function main() {\r\n\t«array|forEach:xs.forEach(«async:(x) => «await:f(x)»»)»;\r\n}\r\n', 'async function main() {\r\n\tfor (const x of xs) {\r\n\t\tawait f(x);\r\n\t}\r\n}\r\n')
  })
})

describe('a helper instead of a loop', () => {
  test.each([
    ['its value is used', 'y = «array|forEach:xs.forEach(f)»', 'y = await forEachAsync(xs, f)'],
    ['a function by name', '«array|forEach:xs.forEach(f)»', 'await forEachAsync(xs, f)'],
    ['a third parameter',
      '«array|forEach:xs.forEach(«async:(x, i, all) => { «await:f(x)» }»)»',
      'await forEachAsync(xs, async (x, i, all) => { await f(x) })'],
    ['a this of its own',
      '«array|forEach:xs.forEach(function (x) «async:{ «await:this.f(x)» }»)»',
      'await forEachAsync(xs, async function (x) { await this.f(x) })'],
    ['no parameter',
      '«array|forEach:xs.forEach(«async:() => { «await:f()» }»)»',
      'await forEachAsync(xs, async () => { await f() })'],
    ['a default',
      '«array|forEach:xs.forEach(«async:(x = 1) => { «await:f(x)» }»)»',
      'await forEachAsync(xs, async (x = 1) => { await f(x) })'],
    ['a var',
      '«array|forEach:xs.forEach(«async:(x) => { var y = «await:f(x)» }»)»',
      'await forEachAsync(xs, async (x) => { var y = await f(x) })'],
    ['a grown array',
      '«array|forEach:xs.forEach(«async:(x) => { xs.push(«await:f(x)») }»)»',
      'await forEachAsync(xs, async (x) => { xs.push(await f(x)) })'],
    ['a shadowed array',
      '«array|forEach:xs.forEach(«async:(xs) => { «await:f(xs)» }»)»',
      'await forEachAsync(xs, async (xs) => { await f(xs) })'],
    ['a return in a loop',
      '«array|forEach:xs.forEach(«async:(x) => { for (;;) if («await:f(x)») return }»)»',
      'await forEachAsync(xs, async (x) => { for (;;) if (await f(x)) return })'],
    ['a returned expression that cannot start a line',
      '«array|forEach:xs.forEach(«async:(x) => { return «await:f(x)».y }»)»',
      'await forEachAsync(xs, async (x) => { return (await f(x)).y })'],
    ['a returned call that may give a promise',
      '«array|forEach:xs.forEach(«async:(x) => save(«await:f(x)»)»)»',
      'await forEachAsync(xs, async (x) => save(await f(x)))'],
    ['a comment that would go',
      '«array|forEach:xs.forEach(/* all */ «async:(x) => { «await:f(x)» }»)»',
      'await forEachAsync(xs, /* all */ async (x) => { await f(x) })'],
  ])('%s', (_, marked, expected) => {
    expectRewrite('a.js', inFunction(marked), `${inFunction(expected)}\n${localHelpers.forEachAsync.javascript}\n`)
  })
})
