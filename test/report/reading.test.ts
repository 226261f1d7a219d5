import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../src/apply/apply-edits.js'
import { describeFlags } from '../../src/report/described-flags.js'
import { createReading, newOffset } from '../../src/report/reading.js'
import { OutcomeBuilder } from './outcome-builder.js'

describe('newOffset', () => {
  const before = 'a b(c) d'
  const edits = [{ start: 2, end: 2, text: 'await ' }, { start: 4, end: 5, text: 'see' }, { start: 6, end: 6, text: '!' }]
  const after = applyEdits(before, edits)

  it.each([
    ['a', 'a'],
    ['b(c)', 'b(see)'],
    ['c', 'see'],
    ['d', 'd'],
    ['a b(c)', 'a await b(see)'],
  ])('leads from %j to %j', (old, expected) => {
    const start = before.indexOf(old)
    expect(after.slice(newOffset(start, edits, 'start'), newOffset(start + old.length, edits, 'end'))).toBe(expected)
  })

  it('takes in what a place inside of a replacement became', () => {
    const replaced = [{ start: 0, end: 6, text: 'x' }]
    expect([newOffset(2, replaced, 'start'), newOffset(5, replaced, 'end'), newOffset(7, replaced, 'start')]).toEqual([0, 1, 2])
  })
})

describe('places', () => {
  const before = 'x()\nload()\n'
  const after = '// new\nx()\nawait load()\n'

  function outcome(isWritten: boolean) {
    const builder = new OutcomeBuilder().file('a.ts', before, after)
      .edit('a.ts', { start: 0, end: 0, text: '// new\n' })
      .edit('a.ts', { start: 4, end: 4, text: 'await ' })
    const made = builder.flag('assumed-array', builder.place('a.ts', 'load()'), { method: 'map' }).build()
    return { ...made, ...(isWritten && { isWritten: true as const }) }
  }

  it('are those of the old text until the new one is written', () => {
    expect(describeFlags(outcome(false))).toMatchObject([{ line: 2, column: 1, endLine: 2, endColumn: 7 }])
    expect(describeFlags(outcome(true))).toMatchObject([{ line: 3, column: 7, endLine: 3, endColumn: 13 }])
  })

  it('belong to the text that is on disk', () => {
    const { file } = new OutcomeBuilder().file('a.ts', 'x').place('a.ts', 'x')
    expect([createReading(outcome(false)).textOf(file), createReading(outcome(true)).textOf(file)]).toEqual([before, after])
  })
})
