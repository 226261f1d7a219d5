import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pc from 'picocolors'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FileResult } from '../../src/model/result.js'
import { colorDiff, unifiedDiff } from '../../src/report/diff.js'
import { formatSummary } from '../../src/report/summary.js'
import { fileId, OutcomeBuilder } from './outcome-builder.js'

function resultOf(path: string, before: string, after: string, more: Partial<FileResult> = {}): FileResult {
  return { file: fileId(path), status: 'changed', before, after, sha256: '', hasByteOrderMark: false, ...more }
}

const lines = Array.from({ length: 12 }, (_, index) => `line ${index + 1}\n`).join('')

describe('unifiedDiff', () => {
  it('has the headers of git and three lines of context', () => {
    expect(unifiedDiff(resultOf('src/a.ts', lines, lines.replace('line 6', 'changed')))).toBe([
      'diff --git a/src/a.ts b/src/a.ts',
      '--- a/src/a.ts',
      '+++ b/src/a.ts',
      '@@ -3,7 +3,7 @@',
      ' line 3', ' line 4', ' line 5',
      '-line 6', '+changed',
      ' line 7', ' line 8', ' line 9', '',
    ].join('\n'))
  })

  it.each(['unchanged', 'failed', 'stale'] as const)('is empty for a file that is %s', (status) => {
    expect(unifiedDiff(resultOf('src/a.ts', 'a\n', 'b\n', { status }))).toBe('')
  })
})

describe.each([
  ['git apply', (root: string) => { execFileSync('git', ['apply', 'the.patch'], { cwd: root }) }],
  ['patch -p1', (root: string) => { execFileSync('patch', ['-p1', '--binary', '-i', 'the.patch'], { cwd: root }) }],
])('%s takes', (_, apply) => {
  let root: string

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'unblock-diff-'))
  })

  afterEach(() => {
    rmSync(root, { recursive: true })
  })

  function bytesOf(result: FileResult, text: string): string {
    return (result.hasByteOrderMark ? '\uFEFF' : '') + text
  }

  function applyAll(results: FileResult[], tail = ''): void {
    for (const result of results) {
      mkdirSync(dirname(join(root, result.file)), { recursive: true })
      if (result.status !== 'created') writeFileSync(join(root, result.file), bytesOf(result, result.before))
    }
    writeFileSync(join(root, 'the.patch'), results.map(unifiedDiff).join('') + tail)
    apply(root)
    for (const result of results) expect(readFileSync(join(root, result.file), 'utf8')).toBe(bytesOf(result, result.after))
  }

  it.each([
    ['a change', resultOf('src/a.ts', lines, lines.replace('line 6', 'changed'))],
    ['a change in the first line', resultOf('a.ts', lines, `new\n${lines}`)],
    ['CRLF', resultOf('a.ts', 'one\r\ntwo\r\nthree\r\n', 'one\r\nzwei\r\nthree\r\n')],
    ['mixed line ends', resultOf('a.ts', 'one\r\ntwo\nthree\r\n', 'one\r\nzwei\nthree\r\n')],
    ['a byte order mark beside the change', resultOf('a.ts', 'one\ntwo\n', 'eins\ntwo\n', { hasByteOrderMark: true })],
    ['no newline at the end', resultOf('a.ts', 'one\ntwo', 'one\nzwei')],
    ['a newline that is added at the end', resultOf('a.ts', 'one\ntwo', 'one\ntwo\nthree\n')],
    ['an unchanged last line without newline', resultOf('a.ts', 'one\ntwo', 'eins\ntwo')],
    ['lines that look like a header', resultOf('a.sql.ts', 'x\n-- a/b\n', 'x\n++ b/c\n')],
    ['a name with spaces', resultOf('src/my app/a b.ts', 'one\n', 'eins\n')],
    ['a name with brackets and quotes', resultOf('src/[id]/"a".ts', 'one\n', 'eins\n')],
    ['a name beyond ASCII', resultOf('src/größe.ts', 'one\n', 'eins\n')],
    ['an empty file that gets text', resultOf('a.ts', '', 'one\n')],
    ['a created file', resultOf('src/new/a b.ts', '', 'one\ntwo\n', { status: 'created' })],
  ])('%s', (_name, result) => {
    expect(existsSync(join(root, 'the.patch'))).toBe(false)
    applyAll([result])
  })

  it('several files, with the summary behind them', () => {
    const outcome = new OutcomeBuilder().file('a.ts', 'one\n', 'eins\n').file('b.ts', 'two', 'zwei').build()
    applyAll(outcome.results, `\n${formatSummary(outcome, { isDryRun: true, colors: pc.createColors(false) })}`)
  })
})

describe('colorDiff', () => {
  const colors = { ...pc.createColors(false), bold: tag('bold'), cyan: tag('cyan'), green: tag('green'), red: tag('red') }

  function tag(name: string) {
    return (text: string | number | null | undefined) => `<${name}>${text ?? ''}</${name}>`
  }

  it('colours lines by their part, and removed lines that look like a header as removed', () => {
    const diff = unifiedDiff(resultOf('a.ts', 'x\n-- a\n', 'x\n++ b\n')) + unifiedDiff(resultOf('b.ts', 'y\n', 'z\n'))
    expect(colorDiff(diff, colors)).toBe([
      '<bold>diff --git a/a.ts b/a.ts</bold>', '<bold>--- a/a.ts</bold>', '<bold>+++ b/a.ts</bold>',
      '<cyan>@@ -1,2 +1,2 @@</cyan>', ' x', '<red>--- a</red>', '<green>+++ b</green>',
      '<bold>diff --git a/b.ts b/b.ts</bold>', '<bold>--- a/b.ts</bold>', '<bold>+++ b/b.ts</bold>',
      '<cyan>@@ -1,1 +1,1 @@</cyan>', '<red>-y</red>', '<green>+z</green>', '',
    ].join('\n'))
  })

  it('changes nothing without colours', () => {
    const diff = unifiedDiff(resultOf('a.ts', lines, 'new\n'))
    expect(colorDiff(diff, pc.createColors(false))).toBe(diff)
  })
})
