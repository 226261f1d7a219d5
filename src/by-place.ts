import type { Place } from './model/ids.js'

/** Sorts by file, and inside a file from top to bottom. */
export function byPlace(a: Place, b: Place): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.span.start - b.span.start
}
