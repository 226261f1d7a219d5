import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FileId } from '../model/ids.js'
import type { Source } from '../model/source.js'
import { messageOf } from './message-of.js'

const byteOrderMark = '\uFEFF'

/** Why a file could not be read as text. */
export class SourceError extends Error {
  override readonly name = 'SourceError'

  constructor(readonly file: FileId, readonly kind: 'missing' | 'unreadable' | 'not-utf8', message: string) {
    super(message)
  }
}

/** Reads a file's text, and what writing it back needs; throws a SourceError where there is no text to read. */
export function readSource(root: string, file: FileId): Source {
  return sourceOf(readBytes(root, file), file)
}

/** The text of bytes, and what writing it back needs. */
export function sourceOf(bytes: Buffer, file: FileId): Source {
  const text = decode(bytes, file)
  const hasByteOrderMark = text.startsWith(byteOrderMark)
  return { text: hasByteOrderMark ? text.slice(1) : text, sha256: sha256Of(bytes), hasByteOrderMark }
}

/** The bytes of a text on disk. */
export function encodeSource({ text, hasByteOrderMark }: Omit<Source, 'sha256'>): Buffer {
  return Buffer.from(hasByteOrderMark ? byteOrderMark + text : text)
}

/** The hash by which a file is recognised, in hex. */
export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function readBytes(root: string, file: FileId): Buffer {
  try {
    return readFileSync(join(root, file))
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (isMissing) throw new SourceError(file, 'missing', `${file} does not exist.`)
    throw new SourceError(file, 'unreadable', `${file} cannot be read: ${messageOf(error)}`)
  }
}

function decode(bytes: Buffer, file: FileId): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new SourceError(file, 'not-utf8', `${file} is not UTF-8 text.`)
  }
}
