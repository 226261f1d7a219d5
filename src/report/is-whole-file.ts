import type { DescribedFlag } from './described-flags.js'
import { lineStarts } from './positions.js'

/** Whether a flag's place is no part of its file: all of it, or none. */
export function isWholeFile(text: string, { line, column, endLine, endColumn }: DescribedFlag): boolean {
  if (line !== 1 || column !== 1) return false
  const starts = lineStarts(text)
  const isEmpty = endLine === 1 && endColumn === 1
  return isEmpty || (endLine === starts.length && endColumn > text.length - (starts.at(-1) ?? 0))
}
