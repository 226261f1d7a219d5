import { codeFrameColumns } from '@babel/code-frame'
import type { DescribedFlag } from './described-flags.js'
import { lineStarts } from './positions.js'

/** Lines of code that say nothing to a reader: generated or minified. */
const maxLineLength = 300

/** A flag's line with one before and one behind it, and a mark below the place; empty for a place that is a whole file. */
export function codeFrame(text: string, flag: DescribedFlag, hasColors = false): string {
  const { line, column, endLine, endColumn } = flag
  if (isWholeFile(text, flag)) return ''
  const first = Math.max(line - 1, 1)
  const lines = linesOf(text, first, line + 1)
  if (lines.some((each) => each.length > maxLineLength)) return ''
  const end = endLine === line && { end: { line, column: endColumn } }
  return codeFrameColumns(lines.join('\n'), { start: { line, column }, ...end }, { startLine: first, linesAbove: 1, linesBelow: 1, forceColor: hasColors })
}

function isWholeFile(text: string, { line, column, endLine, endColumn }: DescribedFlag): boolean {
  if (line !== 1 || column !== 1) return false
  const starts = lineStarts(text)
  const isEmpty = endLine === 1 && endColumn === 1
  return isEmpty || (endLine === starts.length && endColumn > text.length - (starts.at(-1) ?? 0))
}

/** The library takes U+2028 for the end of a line, editors do not. */
function linesOf(text: string, first: number, last: number): string[] {
  return text.split(/\r\n|\n|\r/).slice(first - 1, last).map((line) => line.replace(/[\u2028\u2029]/g, ' '))
}
