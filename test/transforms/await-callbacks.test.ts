import { describe, expect, it, test } from 'vitest'
import { applyEdits } from '../../src/apply/apply-edits.js'
import { rewrite } from '../../transforms/sync-to-async.js'
import { localHelpers } from '../../transforms/local-helpers/index.js'
import { typeErrors } from '../rules/spell.js'
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

  test.each([
    'x = «array|map:xs?.map(f)».length',
    'x = «array|map:xs?.map(f)»!.length',
    'x = «array|map:a?.xs.map(f)»',
    'x = «array|map:load()?.map(f)»',
    'x = «array|map:a[i]?.map(f)»',
    'x = «array|map:(a, b)?.map(f)»',
    'x = «array|map:xs.map?.(f)»',
    'x = «array|map:xs?.map?.(f)»',
    '«array|forEach:xs?.forEach?.(f)»',
    'x = «array|forEach:xs?.forEach(f)».y',
  ])('refuses an optional chain for which it has no spelling: %s', (marked) => {
    const { source, changes } = readMarked(inFunction(marked))
    expect(() => rewrite(source, { file: 'a.ts', changes })).toThrow('An array method in this optional chain cannot become a function call.')
  })
})

describe('a helper in an optional chain', () => {
  test.each([
    ['x = «array|map:xs?.map(f)»', 'x = xs == null ? undefined : await mapAsync(xs, f)'],
    ['x = «array|map:this.a?.xs?.map(f)»', 'x = this.a?.xs == null ? undefined : await mapAsync(this.a?.xs, f)'],
    ['x = «array|map:xs?.map(f)» ?? []', 'x = (xs == null ? undefined : await mapAsync(xs, f)) ?? []'],
    ['x = «array|map:xs?.map(f)»?.length', 'x = (xs == null ? undefined : await mapAsync(xs, f))?.length'],
    ['x = («array|map:xs?.map(f)»).length', 'x = (xs == null ? undefined : await mapAsync(xs, f)).length'],
    ['x = «array|map:xs?.map(f)» ? 1 : 2', 'x = (xs == null ? undefined : await mapAsync(xs, f)) ? 1 : 2'],
    ['x = !«array|map:xs?.map(f)»', 'x = !(xs == null ? undefined : await mapAsync(xs, f))'],
    ['x = [...«array|map:xs?.map(f)», `${«array|map:xs?.map(f)»}`]',
      'x = [...xs == null ? undefined : await mapAsync(xs, f), `${xs == null ? undefined : await mapAsync(xs, f)}`]'],
    ['x = «async:(xs) => «array|map|returned:xs?.map(f)»»', 'x = async (xs) => xs == null ? undefined : mapAsync(xs, f)'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.js', inFunction(marked), `${inFunction(expected)}\n${localHelpers.mapAsync.javascript}\n`)
  })
})

describe('a helper whose promise is returned', () => {
  test.each([
    ['return «array|map|returned:xs.map(f)»', 'return mapAsync(xs, f)'],
    ['x = «async:() => «array|map|returned:xs.map(f)»»', 'x = async () => mapAsync(xs, f)'],
    ['return «array|map|returned:«array|map:xs.map(f)».map(g)»', 'return mapAsync(await mapAsync(xs, f), g)'],
    ['x = «array|map:xs.map(«async:(ys) => «array|map|returned:ys.map(f)»»)»', 'x = await mapAsync(xs, async (ys) => mapAsync(ys, f))'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.js', inFunction(marked), `${inFunction(expected)}\n${localHelpers.mapAsync.javascript}\n`)
  })

  test.each([
    ['(ys) => «array|map|returned:ys.map(f)»', ['for (const ys of xs) {', '    await mapAsync(ys, f);', '  }']],
    ['(ys) => «array|map|returned:ys.zs?.map(f)»', ['for (const ys of xs) {', '    ys.zs == null ? undefined : await mapAsync(ys.zs, f);', '  }']],
    ['(ys) => { g(); return «array|map|returned:ys.map(f)» }', ['for (const ys of xs) { g(); await mapAsync(ys, f) }']],
  ])('is awaited in a loop, where nobody takes it: %s', (callback, expected) => {
    expectRewrite('a.js', inFunction(`«array|forEach:xs.forEach(«async:${callback}»)»`),
      `${lines('async function main() {', `  ${expected.join('\n')}`, '}')}\n${localHelpers.mapAsync.javascript}\n`)
  })
})

describe('a type argument', () => {
  test.each([
    ['map:xs.map<X>(«async:(x) => «await:f(x)»»)', 'mapAsync(xs, async (x): Promise<X> => await f(x))'],
    ['map:xs.map<X>(«async:x => «await:f(x)»»)', 'mapAsync(xs, async (x): Promise<X> => await f(x))'],
    ['map:xs.map<X>(«async:() => «await:f()»»)', 'mapAsync(xs, async (): Promise<X> => await f())'],
    ['map:xs.map<X>(«async:(x, g = () => 1,) => «await:f(x)»»)', 'mapAsync(xs, async (x, g = () => 1,): Promise<X> => await f(x))'],
    ['map:xs.map<X>(function (x) «async:{ return «await:f(x)» }»)', 'mapAsync(xs, async function (x): Promise<X> { return await f(x) })'],
    ['map:xs.map<X>(«async:(x): «returns:Y» => «await:f(x)»»)', 'mapAsync(xs, async (x): Promise<Y> => await f(x))'],
    ['map:xs.map<X>(f)', 'mapAsync(xs, f)'],
    ['flatMap:xs.flatMap<X>(«async:(x) => «await:f(x)»»)', 'flatMapAsync(xs, async (x): Promise<ReadonlyArray<X> | X> => await f(x))'],
    ['filter:xs.filter<X>(f)', 'filterAsync(xs, f)'],
    ['reduce:xs.reduce<X>(f, {})', 'reduceAsync(xs, f, {} as X)'],
    ['reduce:xs.reduce<X>(f, a || b)', 'reduceAsync(xs, f, (a || b) as X)'],
    ['reduce:xs.reduce<X>(f, «await:a()»)', 'reduceAsync(xs, f, await a() as X)'],
    ['reduceRight:xs.reduceRight<X>(f, {})', 'reduceRightAsync(xs, f, {} as X)'],
  ])('%s', (marked, expected) => {
    const { source, changes } = readMarked(inFunction(`x = «array|${marked}»`))
    const text = applyEdits(source, rewrite(source, { file: 'a.ts', changes }))
    expect(text.slice(0, text.indexOf('\n\n/**'))).toBe(inFunction(`x = await ${expected}`).trimEnd())
  })

  it('has helpers of which TypeScript takes the result for the same type', () => {
    const marked = lines('declare const xs: string[]',
      'export async function main() {',
      '  const kinds: { kind: \'a\' }[] = «array|map:xs.map<{ kind: \'a\' }>(«async:(x) => ({ kind: \'a\' })»)»;',
      '  const flat: { kind: \'a\' }[] = «array|flatMap:xs.flatMap<{ kind: \'a\' }>(«async:(x) => x ? [] : { kind: \'a\' }»)»;',
      '  const sums: Record<string, number> = «array|reduce:xs.reduce<Record<string, number>>(«async:(sums, x) => { sums[x] = x.length; return sums }», {})»;',
      '  const ends: (string | number)[] = «array|reduceRight:xs.reduceRight<(string | number)[]>(«async:(all, x) => all.concat(x, x.length)», [])»;',
      '  const mixed: string | number = «array|reduce:xs.reduce<string | number>(«async:(all, x) => x.length + String(all)», 0)»;',
      '  return [kinds, flat, sums, ends, mixed]',
      '}')
    const { source, changes } = readMarked(marked)
    expect(typeErrors(applyEdits(source, rewrite(source, { file: 'a.ts', changes })))).toEqual([])
  })
})

describe('a loop', () => {
  test.each([
    ['a block', ['«array|forEach:xs.forEach(«async:(x) => {', '    «await:f(x)»;', '  }»)»'], ['for (const x of xs) {', '    await f(x);', '  }']],
    ['a function', ['«array|forEach:xs.forEach(function (x) «async:{', '    «await:f(x)»;', '  }»)»'], ['for (const x of xs) {', '    await f(x);', '  }']],
    ['an expression', ['«array|forEach:xs.forEach(«async:x => «await:f(x)»»)»'], ['for (const x of xs) {', '    await f(x);', '  }']],
    ['a member of an awaited value', ['«array|forEach:xs.forEach(«async:x => «await:f(x)».y»)»'], ['for (const x of xs) {', '    (await f(x)).y;', '  }']],
    ['a swapped call that is returned',
      ['«array|forEach:xs.forEach(«async:(x) => «await|returned:«swap|dirRead:x.readSync()»»»)»'], ['for (const x of xs) {', '    await x.read();', '  }']],
    ['a returned call in braces', ['«array|forEach:xs.forEach(«async:(x) => { return «await|returned:f(x)» }»)»'], ['for (const x of xs) { await f(x) }']],
    ['a returned call of a twin', ['«array|forEach:xs.forEach(«async:(x) => «await|returned:«use:f»(x)»»)»'], ['for (const x of xs) {', '    await fAsync(x);', '  }']],
    ['a returned call', ['«array|forEach:xs.forEach(«async:(x) => «await|returned:f(x)»»)»'], ['for (const x of xs) {', '    await f(x);', '  }']],
    ['a returned sync call', ['«array|forEach:xs.forEach(«async:(x) => save(«await:f(x)»)»)»'], ['for (const x of xs) {', '    save(await f(x));', '  }']],
    ['a sync call around an awaited one', ['«array|forEach:xs.forEach(«async:(x) => ys.push(«await:f(x)»)»)»'], ['for (const x of xs) {', '    ys.push(await f(x));', '  }']],
    ['an object in parentheses', ['«array|forEach:xs.forEach(«async:(x) => ({ y: «await:f(x)» })»)»'], ['for (const x of xs) {', '    ({ y: await f(x) });', '  }']],
    ['a short circuit', ['«array|forEach:xs.forEach(«async:(x) => x && «await:f(x)»»)»'], ['for (const x of xs) {', '    x && await f(x);', '  }']],
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
    ['no parameter', ['«array|forEach:xs.forEach(«async:() => { «await:f()» }»)»'], ['for (const _ of xs) { await f() }']],
    ['an index alone', ['«array|forEach:xs.forEach(«async:(_, i) => { «await:f(i)» }»)»'], ['for (const i of xs.keys()) { await f(i) }']],
    ['an index of what may be missing',
      ['«array|forEach:xs?.forEach(«async:(x, i) => { «await:f(x, i)» }»)»'],
      ['for (const [i, x] of xs?.entries() ?? []) { await f(x, i) }']],
    ['a return in an inner loop',
      ['«array|forEach:xs.forEach(«async:(x) => { for (;;) if («await:f(x)») return }»)»'],
      ['outer: for (const x of xs) { for (;;) if (await f(x)) continue outer }']],
    ['a return in a switch',
      ['«array|forEach:xs.forEach(«async:(x) => { switch («await:f(x)») { case 1: return; } g() }»)»'],
      ['for (const x of xs) { switch (await f(x)) { case 1: continue; } g() }']],
    ['labels in labels',
      ['outer: for (;;) «array|forEach:xs.forEach(«async:(x) => { for (;;) { «array|forEach:x.forEach(«async:(y) => { while («await:f(y)») return g() }»)»; return } }»)»'],
      ['outer: for (;;) outer2: for (const x of xs) { for (;;) { outer3: for (const y of x) { while (await f(y)) { g(); continue outer3 } } continue outer2 } }']],
    ['a map', ['«array|MapforEach:m.forEach(«async:(v, k) => { «await:f(k, v)» }»)»'], ['for (const [k, v] of m) { await f(k, v) }']],
    ['the values of a map', ['«array|MapforEach:m.forEach(«async:(v) => { «await:f(v)» }»)»'], ['for (const v of m.values()) { await f(v) }']],
    ['the keys of a map', ['«array|MapforEach:m.forEach(«async:(_, k) => { «await:f(k)» }»)»'], ['for (const k of m.keys()) { await f(k) }']],
    ['the values of a map that may be missing',
      ['«array|MapforEach:a.m?.forEach(«async:(v) => { «await:f(v)» }»)»'],
      ['for (const v of a.m?.values() ?? []) { await f(v) }']],
    ['patterns in a map', ['«array|MapforEach:m.forEach(«async:({ a }, [b]) => { «await:f(a, b)» }»)»'], ['for (const [[b], { a }] of m) { await f(a, b) }']],
    ['a set', ['«array|SetforEach:s.forEach(«async:(v) => { «await:f(v)» }»)»'], ['for (const v of s) { await f(v) }']],
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
    expectRewrite('a.js', inFunction('«array|forEach:xs.forEach(«async:(x) => { g(); return «await|returned:f(x)»; }»)»'), lines('async function main() {', '  for (const x of xs) { g(); await f(x); }', '}'))
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

describe('a helper for a map or a set', () => {
  test.each([
    ['a function by name', '«array|MapforEach:m.forEach(f)»', 'await forEachEntryAsync(m, f)'],
    ['the map itself',
      '«array|MapforEach:m.forEach(«async:(v, k, all) => { «await:f(v)» }»)»',
      'await forEachEntryAsync(m, async (v, k, all) => { await f(v) })'],
    ['a set\'s value as its key',
      '«array|SetforEach:s?.forEach(«async:(v, k) => { «await:f(v, k)» }»)»',
      'await forEachEntryAsync(s ?? [], async (v, k) => { await f(v, k) })'],
  ])('%s', (_, marked, expected) => {
    expectRewrite('a.js', inFunction(marked), `${inFunction(expected)}\n${localHelpers.forEachEntryAsync.javascript}\n`)
  })
})

describe('a helper for what is no walk of a list', () => {
  test.each([
    ['replaceAsync', 'x = «array|replace:s.replace(/a/g, «async:(m) => «await:f(m)»»)»', 'x = await replaceAsync(s, /a/g, async (m) => await f(m))'],
    ['replaceAllAsync', 'x = «array|replaceAll:«await:load()».replaceAll(p, f)».trim()', 'x = (await replaceAllAsync(await load(), p, f)).trim()'],
    ['mapFromAsync', 'x = «array|Arrayfrom:Array.from(s, f)».length', 'x = (await mapFromAsync(s, f)).length'],
    ['sortByAsync', '«sort:xs.sort(«async:(a, b) => «body:«key|a:«await:f(a)».y» - «key|b:«await:f(b)».y»»»)»',
      'await sortByAsync(xs, async (a) => (await f(a)).y, (a, b) => a - b)'],
    ['sortByAsync', 'x = «sort|toSorted:(a || b).toSorted(«async:(a, b) => «body:«key|b:«await:f(b)»».localeCompare(«key|a:«await:f(a)»»)»»)»[0]',
      'x = (await sortByAsync([...(a || b)], async (b) => await f(b), (a, b) => b.localeCompare(a)))[0]'],
    ['sortByAsync', '«sort:xs.sort(function (a, b) «async:{ return «body:g(«key|a:{ y: «await:f(a)» }», «key|b:{ y: «await:f(b)» }»)» }»)»',
      'await sortByAsync(xs, async (a) => ({ y: await f(a) }), (a, b) => g(a, b))'],
  ] as const)('%s: %s', (helper, marked, expected) => {
    expectRewrite('a.js', inFunction(marked), `${inFunction(expected)}\n${localHelpers[helper].javascript}\n`)
  })

  test.each([
    '«sort:xs.sort(«async:(a, b) => «body:«key|a:f(a)» - «key|b:f(b)» + «await:g()»»»)»',
    '«sort:xs.sort(/* all */ «async:(a, /* other */ b) => «body:«key|a:«await:f(a)»» - «key|b:«await:f(b)»»»»)»',
  ])('refuses a comparator that does more: %s', (marked) => {
    const { source, changes } = readMarked(inFunction(marked))
    expect(() => rewrite(source, { file: 'a.ts', changes })).toThrow('This comparator does more than compare the keys of two items.')
  })
})

describe('a helper instead of a loop', () => {
  test.each([
    ['its value is used', 'y = «array|forEach:xs.forEach(f)»', 'y = await forEachAsync(xs, f)'],
    ['a function by name', '«array|forEach:xs.forEach(f)»', 'await forEachAsync(xs, f)'],
    ['an array that may be missing', '«array|forEach:a?.xs?.forEach(f)»', 'await forEachAsync(a?.xs ?? [], f)'],
    ['an awaited array that may be missing', '«array|forEach:«await:load()»?.forEach(f)»', 'await forEachAsync(await load() ?? [], f)'],
    ['an array that may be missing, and an argument to evaluate',
      '«array|forEach:xs?.forEach(f())»', 'xs == null ? undefined : await forEachAsync(xs, f())'],
    ['a third parameter',
      '«array|forEach:xs.forEach(«async:(x, i, all) => { «await:f(x)» }»)»',
      'await forEachAsync(xs, async (x, i, all) => { await f(x) })'],
    ['a this of its own',
      '«array|forEach:xs.forEach(function (x) «async:{ «await:this.f(x)» }»)»',
      'await forEachAsync(xs, async function (x) { await this.f(x) })'],
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
    ['a returned expression that cannot start a line',
      '«array|forEach:xs.forEach(«async:(x) => { return «await:f(x)».y }»)»',
      'await forEachAsync(xs, async (x) => { return (await f(x)).y })'],
    ['a comment that would go',
      '«array|forEach:xs.forEach(/* all */ «async:(x) => { «await:f(x)» }»)»',
      'await forEachAsync(xs, /* all */ async (x) => { await f(x) })'],
  ])('%s', (_, marked, expected) => {
    expectRewrite('a.js', inFunction(marked), `${inFunction(expected)}\n${localHelpers.forEachAsync.javascript}\n`)
  })
})
