import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { encodeSource, readSource, SourceError } from '../../src/apply/read-source.js'
import type { FileId } from '../../src/model/ids.js'
import { temporaryFolder } from './temporary-folder.js'

const file = 'a.ts' as FileId

function kindOfFailure(root: string): string {
  try {
    readSource(root, file)
  } catch (error) {
    if (error instanceof SourceError) return `${error.kind}: ${error.message}`
  }
  return 'no SourceError'
}

test('the hash is that of the bytes, as sha256sum prints it', () => {
  const root = temporaryFolder({ [file]: 'abc' })
  expect(readSource(root, file)).toEqual({
    text: 'abc',
    hasByteOrderMark: false,
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  })
})

test('one byte order mark is taken off, and comes back on encoding', () => {
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a])
  const source = readSource(temporaryFolder({ [file]: bytes }), file)
  expect(source.text).toBe('\uFEFFa\r\n')
  expect(source.hasByteOrderMark).toBe(true)
  expect(encodeSource(source).equals(bytes)).toBe(true)
})

test('text in another encoding is refused rather than damaged', () => {
  const latin1 = temporaryFolder({ [file]: Buffer.from('caf\xe9', 'latin1') })
  const utf16 = temporaryFolder({ [file]: Buffer.from('\uFEFFabc', 'utf16le') })
  expect(kindOfFailure(latin1)).toBe('not-utf8: a.ts is not UTF-8 text.')
  expect(kindOfFailure(utf16)).toBe('not-utf8: a.ts is not UTF-8 text.')
})

test('a missing file and an unreadable one are told apart', () => {
  const root = temporaryFolder()
  expect(kindOfFailure(root)).toBe('missing: a.ts does not exist.')
  mkdirSync(join(root, file))
  expect(kindOfFailure(root)).toMatch(/^unreadable: a\.ts cannot be read: EISDIR/)
})
