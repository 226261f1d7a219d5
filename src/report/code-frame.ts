import { codeFrameColumns } from '@babel/code-frame'
import type { DescribedFlag } from './described-flags.js'
import { isWholeFile } from './is-whole-file.js'
import type { Reading } from './reading.js'

/** Lines of code that say nothing to a reader: generated or minified. */
const maxLineLength = 300

/** A flag's line with one before and one behind it, and a mark below the place; empty for a place that is a whole file. */
export function codeFrame(reading: Reading, flag: DescribedFlag, hasColors = false): string {
  const { file, line, column, endLine, endColumn } = flag
  if (isWholeFile(reading.textOf(file) ?? '', flag)) return ''
  const first = Math.max(line - 1, 1)
  // The library takes U+2028 for the end of a line, editors do not.
  const lines = reading.linesOf(file).slice(first - 1, line + 1).map((each) => each.replace(/[\u2028\u2029]/g, ' '))
  if (lines.some((each) => each.length > maxLineLength)) return ''
  const end = endLine === line && { end: { line, column: endColumn } }
  return codeFrameColumns(lines.join('\n'), { start: { line, column }, ...end }, { startLine: first, linesAbove: 1, linesBelow: 1, forceColor: hasColors })
}
