import type { FileId } from './ids.js'

/** Replaces the text between two offsets; an insertion has `start === end`. */
export interface TextEdit {
  start: number
  end: number
  text: string
}

export type FileStatus = 'changed' | 'created' | 'unchanged' | 'failed' | 'stale'

/** A file before and after, as text without its byte order mark. */
export interface FileResult {
  file: FileId
  status: FileStatus
  before: string
  after: string
  /** Of the bytes on disk when the file was analysed. */
  sha256: string
  hasByteOrderMark: boolean
}
