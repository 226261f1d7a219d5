import { formatPatch, structuredPatch } from 'diff'
import type { FileResult } from '../model/result.js'
import type { Colors } from './colors.js'

/** What happened to a file, as text that `git apply` and `patch -p1` take; empty if nothing did. */
export function unifiedDiff(result: FileResult): string {
  const isCreated = result.status === 'created'
  if (!isCreated && result.status !== 'changed') return ''
  const mark = result.hasByteOrderMark ? '\uFEFF' : ''
  const patch = structuredPatch(
    isCreated ? '/dev/null' : `a/${result.file}`,
    `b/${result.file}`,
    isCreated ? '' : mark + result.before,
    mark + result.after,
    undefined,
    undefined,
    { context: 3 },
  )
  const text = formatPatch({ ...patch, isGit: true, isCreate: isCreated })
  return result.file.includes(' ') ? endNamesWithTab(text) : text
}

/** Colours a diff as git does. */
export function colorDiff(text: string, colors: Colors): string {
  let inHeader = true
  return text
    .split('\n')
    .map((line) => {
      if (line.startsWith('diff ')) inHeader = true
      if (line.startsWith('@@')) inHeader = false
      return inHeader ? line && colors.bold(line) : colorHunkLine(line, colors)
    })
    .join('\n')
}

/** GNU patch takes a file name with spaces only if a tab ends it. */
function endNamesWithTab(text: string): string {
  return text.replace(/^--- .*$/m, '$&\t').replace(/^\+\+\+ .*$/m, '$&\t')
}

function colorHunkLine(line: string, colors: Colors): string {
  if (line.startsWith('@@')) return colors.cyan(line)
  if (line.startsWith('+')) return colors.green(line)
  if (line.startsWith('-')) return colors.red(line)
  return line
}
