import type { FileId, Place } from '../model/ids.js'
import type { TextEdit } from '../model/result.js'
import type { ConvertOutcome, ScanOutcome } from './outcome.js'
import { lineEnd, lineStarts, positionOf, type Position, type Positions } from './positions.js'

/** The project as a person finds it: as it was analysed, or, once new texts are written, as it is now. */
export interface Reading {
  textOf(file: FileId): string | undefined
  linesOf(file: FileId): readonly string[]
  positionOf: Positions
  /** Where a place ends. */
  endOf: Positions
}

/** What to read the places of: a conversion, or a scan, which writes nothing. */
export type Readable = Pick<ScanOutcome, 'sources'> & Partial<Pick<ConvertOutcome, 'results' | 'edits' | 'isWritten'>>

/** Prepares the lookup of texts and positions. */
export function createReading({ sources, results = [], edits, isWritten }: Readable): Reading {
  const written = new Map(results.filter(({ status }) => isWritten && (status === 'changed' || status === 'created')).map(({ file, after }) => [file, after]))
  const textOf = (file: FileId): string | undefined => written.get(file) ?? sources.get(file)?.text
  const linesOf = perFile((file) => (textOf(file) ?? '').split(lineEnd))
  const startsOf = perFile((file) => lineStarts(textOf(file) ?? ''))
  const find = (file: FileId, offset: number): Position => positionOf(startsOf(file), offset)
  const editsOf = (file: FileId): readonly TextEdit[] => (written.has(file) ? edits?.get(file) ?? [] : [])
  return {
    textOf,
    linesOf,
    positionOf: ({ file, span }: Place) => find(file, newOffset(span.start, editsOf(file), 'start')),
    endOf: ({ file, span }: Place) => find(file, newOffset(span.end, editsOf(file), span.end > span.start ? 'end' : 'start')),
  }
}

/** Looks at each file once. */
function perFile<Value>(look: (file: FileId) => Value): (file: FileId) => Value {
  const known = new Map<FileId, Value>()
  return (file) => {
    const value = known.get(file) ?? look(file)
    known.set(file, value)
    return value
  }
}

/** Where an offset of the old text is in the new one. What is inserted there comes before a start and behind an end. */
export function newOffset(offset: number, edits: readonly TextEdit[], side: 'start' | 'end'): number {
  let shift = 0
  for (const { start, end, text } of edits) {
    const isBefore = end < offset || (end === offset && (side === 'start' || start < end))
    if (isBefore) shift += text.length - (end - start)
    else if (start < offset) return side === 'start' ? start + shift : start + shift + text.length
  }
  return offset + shift
}
