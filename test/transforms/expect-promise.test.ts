import { describe, expect, test } from 'vitest'
import { expectRewrite } from './marked.js'

const inTest = (body: string) => `async () => {\n  ${body}\n}\n`

describe('an expectation looks at the promise of the only call', () => {
  test.each([
    ['expect(«expect:() => load(1)»).toThrow()', 'expect(load(1)).rejects.toThrow()'],
    ['expect(«expect:() => { load(1) }»).toThrow()', 'expect(load(1)).rejects.toThrow()'],
    ['expect(«expect:() => { return load() }»).toThrow(E)', 'expect(load()).rejects.toThrow(E)'],
    ['expect(«expect:function () { load() }»).toThrow()', 'expect(load()).rejects.toThrow()'],
    ['expect(«expect:() => a.b.load([x, { y }], `z`, -1, (i) => i)»).toThrow()', 'expect(a.b.load([x, { y }], `z`, -1, (i) => i)).rejects.toThrow()'],
    ['expect(«expect:«async:() => load(`${x}`)»»).toThrow()', 'expect(load(`${x}`)).rejects.toThrow()'],
    ['expect(«expect:() => load(1)»)\n    .toThrow()', 'expect(load(1))\n    .rejects.toThrow()'],
    ['expect(«expect:() => load(1)»).not.toThrow()', 'expect(load(1)).resolves.not.toThrow()'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.ts', inTest(marked), inTest(expected))
  })
})

describe('a callback that may throw before it calls stays, and is run', () => {
  test.each([
    ['expect(«expect:«async:() => load(first())»»).toThrow()', 'expect((async () => load(first()))()).rejects.toThrow()'],
    ['expect(«expect:«async:() => «await:load()».x»»).toThrow()', 'expect((async () => (await load()).x)()).rejects.toThrow()'],
    ['expect(«expect:«async:() => /* why */ load()»»).toThrow()', 'expect((async () => /* why */ load())()).rejects.toThrow()'],
    ['expect(«expect:«async:() => a().load()»»).not.toThrow()', 'expect((async () => a().load())()).resolves.not.toThrow()'],
    ['expect(«expect:fails»).toThrow()', 'expect(fails()).rejects.toThrow()'],
    ['expect(«expect:load.bind(null, 1)»).toThrow()', 'expect(load.bind(null, 1)()).rejects.toThrow()'],
    ['expect(«expect:a ? b : c»).toThrow()', 'expect((a ? b : c)()).rejects.toThrow()'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.ts', inTest(marked), inTest(expected))
  })

  test('a function that uses its own this or arguments is called as it was', () => {
    expectRewrite(
      'a.js',
      'expect(«expect:function () «async:{ load(this.path) }»»).toThrow()\n',
      'expect((async function () { load(this.path) })()).rejects.toThrow()\n',
    )
  })
})

describe('an expectation that takes functions is handed one', () => {
  test.each([
    ['expect(«expect|function:«async:() => load(first())»»).toThrow()', 'expect(async () => load(first())).rejects.toThrow()'],
    ['expect(«expect|function:() => load(1)»).toThrow()', 'expect(load(1)).rejects.toThrow()'],
    ['expect(«expect|function:fails»).toThrow()', 'expect(fails).rejects.toThrow()'],
    ['expect(«expect|function:fails»).not.toThrow()', 'expect(fails()).resolves.not.toThrow()'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.ts', inTest(marked), inTest(expected))
  })
})

test('an expectation without a matcher is refused', () => {
  expect(() => { expectRewrite('a.ts', 'expect(«expect:fails»)\n', '') }).toThrow('This expectation has no matcher.')
})
