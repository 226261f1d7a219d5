import { describe, expect, it } from 'vitest'
import { formatLine, lineStarts, positionOf } from '../../src/report/positions.js'
import { createReading } from '../../src/report/reading.js'
import { fileId, OutcomeBuilder } from './outcome-builder.js'

describe('positionOf', () => {
  it.each([
    ['the first character', 'ab\ncd\n', 0, 1, 1],
    ['a line end', 'ab\ncd\n', 2, 1, 3],
    ['the start of a line', 'ab\ncd\n', 3, 2, 1],
    ['the end of the text', 'ab\ncd\n', 6, 3, 1],
    ['a line after CRLF', 'ab\r\ncd', 5, 2, 2],
    ['a line after CR', 'ab\rcd', 4, 2, 2],
    ['what follows a character of two code units', '😀x', 2, 1, 3],
    ['an empty text', '', 0, 1, 1],
  ])('finds %s', (_, text, offset, line, column) => {
    expect(positionOf(lineStarts(text), offset)).toEqual({ line, column })
  })
})

describe('createReading', () => {
  it('looks into the file that is asked for', () => {
    const outcome = new OutcomeBuilder().file('a.ts', 'x\ny\n').file('b.ts', 'x y\n')
    const positions = createReading(outcome.build()).positionOf
    expect(['a.ts', 'b.ts', 'a.ts'].map((file) => formatLine(outcome.place(file, 'y'), positions))).toEqual(['a.ts:2', 'b.ts:1', 'a.ts:2'])
  })

  it('puts what is in no known file at the start', () => {
    expect(createReading({ sources: new Map() }).positionOf({ file: fileId('c.ts'), span: { start: 0, end: 0 } })).toEqual({ line: 1, column: 1 })
  })
})
