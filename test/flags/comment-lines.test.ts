import { describe, expect, it } from 'vitest'
import { commentLines, isWrittenIn } from '../../src/flags/comment-lines.js'
import type { Flag } from '../../src/model/flag.js'
import { OutcomeBuilder } from '../report/outcome-builder.js'

const place = new OutcomeBuilder().file('a.ts', 'a').place('a.ts', 'a')
const flag: Flag = { code: 'check-failed', ...place, data: { message: 'one\n  two */ three' } }

describe('commentLines', () => {
  it('breaks the sentences into lines that fit', () => {
    const lines = commentLines(flag, '    ')
    expect(lines.every((line) => line.startsWith('    // ') && line.length <= 100)).toBe(true)
    expect(lines.map((line) => line.slice(7)).join(' ')).toBe(
      'unblock(check-failed): The new text did not pass the check, so what failed was left out, and what needs it as it was: one two */ three '
      + 'Mend the cause by hand and run unblock again; please report it if the new text should have been right.',
    )
  })

  it('leaves a long word whole, however far it is indented', () => {
    const indent = '\t'.repeat(120)
    expect(commentLines(flag, indent).slice(0, 2)).toEqual([`${indent}// unblock(check-failed):`, `${indent}// The`])
  })

  it('knows what is written already by its code', () => {
    expect(isWrittenIn('// unblock(check-failed): in other words', flag)).toBe(true)
    expect(isWrittenIn('// unblock(escapes): check-failed', flag)).toBe(false)
  })
})
