import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../src/apply/apply-edits.js'

describe('applyEdits', () => {
  it('sorts, and keeps the order of insertions at one place ahead of a replacement that starts there', () => {
    expect(applyEdits('abcdef', [
      { start: 4, end: 6, text: 'E' },
      { start: 1, end: 3, text: 'B' },
      { start: 1, end: 1, text: '1' },
      { start: 1, end: 1, text: '2' },
      { start: 3, end: 3, text: '3' },
    ])).toBe('a12B3dE')
  })

  it('throws on overlap and on what lies outside', () => {
    const message = 'Edits overlap or lie outside of the text'
    expect(() => applyEdits('abc', [{ start: 0, end: 2, text: '' }, { start: 1, end: 3, text: '' }])).toThrow(message)
    expect(() => applyEdits('abc', [{ start: 0, end: 2, text: '' }, { start: 1, end: 1, text: 'x' }])).toThrow(message)
    expect(() => applyEdits('abc', [{ start: 2, end: 4, text: '' }])).toThrow(message)
  })
})
