import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

// A row of the page ends each of its cells with the case or the test that backs it.
const root = resolve(import.meta.dirname, '../..')
const page = readFileSync(resolve(root, 'docs/how-to-break-it.md'), 'utf8')
const rows = page.split('\n').filter((line) => /^\| \d+ \|/.test(line)).map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))
const columns = ['what the tool prevents', 'what a rail detects', 'what stays for a person']
const tests = testsIn(readFileSync(resolve(import.meta.dirname, 'rails.test.ts'), 'utf8'))

test('the page has the eleven rows of the talk', () => {
  expect(rows.map(([number]) => number)).toEqual(Array.from({ length: 11 }, (_, index) => String(index + 1)))
})

describe.each(rows)('row %s, %s', (number, _mistake, ...cells) => {
  test.each(columns.map((column, index) => ({ column, cell: cells[index] ?? '' })))('$column', ({ cell }) => {
    const backing = / `([^`]+)`$/.exec(cell)?.[1] ?? ''
    if (backing.startsWith('row ')) expect(tests).toContain(backing)
    else expect(existsSync(resolve(root, 'fixtures', backing, 'case.json')), `${cell} names a case`).toBe(true)
    if (backing.startsWith('row ')) expect(backing).toMatch(new RegExp(`^row ${number}: `))
  })
})

test('each test of a rail is named in the page', () => {
  expect(tests.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})

/** `row 1: the guard refuses the query` */
function testsIn(text: string): string[] {
  return text.split(/^describe\('/m).slice(1).flatMap((part) => {
    const row = /^row \d+/.exec(part)?.[0] ?? ''
    return [...part.matchAll(/^ {2}test\('([^']+)'/gm)].map(([, name = '']) => `${row}: ${name}`)
  })
}
