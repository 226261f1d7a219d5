import { describe, expect, it } from 'vitest'
import { codeFrame } from '../../src/report/code-frame.js'
import { describeFlags } from '../../src/report/described-flags.js'
import { createReading } from '../../src/report/reading.js'
import { OutcomeBuilder } from './outcome-builder.js'

/** The frame of a flag on a piece of a text, which is what the file then says. */
function frameOf(text: string, piece: string): string {
  const builder = new OutcomeBuilder().file('a.ts', text)
  const outcome = builder.flag('assumed-array', builder.place('a.ts', piece), { method: 'map' }).build()
  const [flag] = describeFlags(outcome)
  if (!flag) throw new Error('no flag')
  return codeFrame(createReading(outcome), flag)
}

describe('codeFrame', () => {
  it('marks a place between the lines around it', () => {
    expect(frameOf('one()\ntwo(a, b)\nthree()\nfour()\n', 'a, b')).toBe('  1 | one()\n> 2 | two(a, b)\n    |     ^^^^\n  3 | three()')
  })

  it('lines up numbers of different width, and starts at the first line', () => {
    const text = Array.from({ length: 12 }, (_, index) => `f${index + 1}()`).join('\n')
    expect(frameOf(text, 'f9()')).toBe('   8 | f8()\n>  9 | f9()\n     | ^^^^\n  10 | f10()')
    expect(frameOf(text, 'f1()')).toBe('> 1 | f1()\n    | ^^^^\n  2 | f2()')
  })

  it('marks only the start of a place of several lines', () => {
    expect(frameOf('x\nf(\n  1,\n)\n', 'f(\n  1,\n)')).toBe('  1 | x\n> 2 | f(\n    | ^\n  3 |   1,')
  })

  it('counts lines as editors do, with tabs and other ends of lines', () => {
    expect(frameOf("a('\u2028')\r\n\tb()\r\nc()", 'b()')).toBe("  1 | a(' ')\n> 2 | \tb()\n    | \t^^^\n  3 | c()")
  })

  it('is empty for a file as a whole, and for code that nobody reads', () => {
    expect(frameOf('a()\nb()\n', 'a()\nb()\n')).toBe('')
    expect(frameOf('a()', '')).toBe('')
    expect(frameOf(`b()\n${'a()'.repeat(200)}`, 'b()')).toBe('')
  })
})
