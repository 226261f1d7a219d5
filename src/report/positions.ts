import type { Place } from '../model/ids.js'

/** Where an editor shows an offset; both count from 1. */
export interface Position {
  line: number
  column: number
}

/** Looks up the positions of places; a place in a file that was not read is at its start. */
export type Positions = (place: Place) => Position

/** Writes a place as `src/app.ts:12`. */
export function formatLine(place: Place, positions: Positions): string {
  return `${place.file}:${positions(place).line}`
}

/** What editors take for the end of a line. */
export const lineEnd = /\r\n|\n|\r/

/** The offset at which each line of a text starts. */
export function lineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(new RegExp(lineEnd, 'g')), (end) => end.index + end[0].length)]
}

/** The position of an offset, given the starts of the lines. */
export function positionOf(starts: readonly number[], offset: number): Position {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
}
