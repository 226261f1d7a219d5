import { ts } from 'ts-morph'
import { describe, expect, it } from 'vitest'
import { findIgnores } from '../../src/analysis/find-ignores.js'
import { statementAt } from '../../src/analysis/statement-at.js'
import { fileId } from '../report/outcome-builder.js'

const parse = (text: string) => ts.createSourceFile('a.tsx', text, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TSX)

/** The text from where a comment would begin, up to the end of the line at which the statement begins. */
function above(text: string, piece: string): string | undefined {
  const place = statementAt(parse(text), text.indexOf(piece))
  return place && text.slice(place.above, place.start) + (/^[^\r\n]*/.exec(text.slice(place.start))?.[0] ?? '')
}

describe('statementAt', () => {
  it.each([
    ['the statement around', 'a()\n  b(\n    c,\n  )\n', 'c', '  b('],
    ['the innermost one', 'a(() => {\n  b(c)\n})\n', 'c', '  b(c)'],
    ['one that begins its line', 'function a() { b(c) }\n', 'c', 'function a() { b(c) }'],
    ['what begins the line', 'a(); b(c)\n', 'c', 'a(); b(c)'],
    ['a member of a class, with its decorators', 'class A {\n  @b\n  c = d()\n}\n', 'd', '  @b'],
    ['a member of an object', 'a = {\n  b: c,\n}\n', 'c', '  b: c,'],
    ['a member of a type', 'interface A {\n  b(): d\n}\n', 'd', '  b(): d'],
    ['the comments that belong to it', 'a()\n\n// 1\n/* 2 */\n\n/** 3 */\n// @ts-ignore\nb(c)\n', 'c', '/** 3 */\n// @ts-ignore\nb(c)'],
    ['no comment behind the code before', 'a() // 1\nb(c)\n', 'c', 'b(c)'],
    ['the first statement, for the top of a file', '#!/usr/bin/env node\n// 1\n\na()\n', '#', 'a()'],
    ['an expression of an element, by its statement', 'f = () => {\n  return <p>\n    {a}\n  </p>\n}\n', 'a}', '  return <p>'],
    ['the lines of Windows', 'a()\r\n// 1\r\n\tb(c)\r\n', 'c', '// 1\r\n\tb(c)'],
  ])('finds %s', (_, text, piece, expected) => {
    expect(above(text, piece)).toBe(expected)
  })

  it('finds none in an empty file', () => {
    expect(statementAt(parse('// nothing\n'), 0)).toBeUndefined()
  })
})

/** Each comment with the line that it is about. */
function ignores(text: string): string[] {
  return findIgnores(parse(text), fileId('a.tsx')).map(({ code, reason, target }) => `${code}|${reason}|${/^[^\r\n]*/.exec(text.slice(target))?.[0] ?? ''}`)
}

describe('findIgnores', () => {
  it.each([
    ['a comment of a line', '// unblock-ignore escapes -- it waits\na()\n', ['escapes|it waits|a()']],
    ['several in a row', '// unblock-ignore a -- 1\n\n// other\n/* unblock-ignore b -- 2 */\na()\n', ['a|1|a()', 'b|2|a()']],
    ['one behind code', 'a()\n  b() // unblock-ignore a -- 1\nc()\n', ['a|1|b() // unblock-ignore a -- 1']],
    ['one in a list of arguments', 'a(\n  // unblock-ignore a -- 1\n  b,\n)\n', ['a|1|b,']],
    ['one between elements', 'x = <p>\n  {/* unblock-ignore a -- 1 */}\n  {a()}\n</p>\n', ['a|1|{a()}']],
    ['one of documentation', '/**\n * unblock-ignore a -- 1\n */\nfunction b() {}\n', ['a|1|function b() {}']],
    ['one without a reason', '// unblock-ignore a\n// unblock-ignore a --\n// unblock-ignore a 1\nb()\n', ['a||b()', 'a||b()', 'a||b()']],
    ['one without a code', '// unblock-ignore\n// unblock-ignore -- 1\nb()\n', ['||b()', '|1|b()']],
    ['one at the end', 'a()\n// unblock-ignore a -- 1', ['a|1|']],
    ['the lines of Windows', 'a()\r\n// unblock-ignore a -- 1\r\nb()\r\n', ['a|1|b()']],
  ])('finds %s', (_, text, expected) => {
    expect(ignores(text)).toEqual(expected)
  })

  it.each([
    ['a string', "a('// unblock-ignore a -- 1')\n"],
    ['a template', 'a(`\n// unblock-ignore a -- 1\n`)\n'],
    ['a regular expression', 'a(/unblock-ignore a -- 1/)\n'],
    ['text between elements', 'x = <p>\n// unblock-ignore a -- 1\n</p>\n'],
    ['a comment that only speaks of it', '// see unblock-ignore a -- 1\na()\n'],
    ['another word', '// unblock-ignored a -- 1\n// unblock-ignore-next a -- 1\na()\n'],
  ])('finds none in %s', (_, text) => {
    expect(ignores(text)).toEqual([])
  })
})
