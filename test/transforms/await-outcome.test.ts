import { describe, test } from 'vitest'
import { localHelpers } from '../../transforms/local-helpers/index.js'
import { expectRewrite } from './marked.js'

const { javascript, typescript } = localHelpers.outcomeOf
const inTest = (body: string) => `test('', async () => {\n  ${body};\n});\n`

describe('an assertion that calls a function looks at the outcome of one that was awaited', () => {
  test.each([
    ['expect(«outcome:«async:() => load()»»).to.throw()', 'expect(await outcomeOf(async () => load())).to.throw()'],
    ['assert.throws(«outcome:fails», E)', 'assert.throws(await outcomeOf(fails), E)'],
    ['assert.throws(/* a */ «outcome:fails» /* b */)', 'assert.throws(/* a */ await outcomeOf(fails) /* b */)'],
    ['(«outcome:«async:() => load()»»).should.throw()', '(await outcomeOf(async () => load())).should.throw()'],
    ['(«outcome:fails»).should.throw()', '(await outcomeOf(fails)).should.throw()'],
    ['«outcome:fails».should.throw()', '(await outcomeOf(fails)).should.throw()'],
    ['«outcome:load.bind(null, 1)».should.not.throw()', '(await outcomeOf(load.bind(null, 1))).should.not.throw()'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.js', inTest(marked), `${inTest(expected)}\n${javascript}\n`)
  })

  test('with types in TypeScript, and once for all', () => {
    expectRewrite(
      'a.ts',
      inTest('t.throws(«outcome:a»); t.throws(«outcome:b»)'),
      `${inTest('t.throws(await outcomeOf(a)); t.throws(await outcomeOf(b))')}\n${typescript}\n`,
    )
  })

  test('on a line of its own in a file without semicolons', () => {
    expectRewrite(
      'a.js',
      `async () => {\n  prepare()\n  «outcome:fails».should.throw()\n}\n`,
      `async () => {\n  prepare()\n  ;(await outcomeOf(fails)).should.throw()\n}\n\n${javascript.replaceAll(';\n', '\n')}\n`,
    )
  })
})
