import { readSource } from '../../src/apply/read-source.js'
import type { FileId } from '../../src/model/ids.js'
import type { FileResult } from '../../src/model/result.js'

export function change(root: string, file: string, after: string): FileResult {
  const { text, ...source } = readSource(root, file as FileId)
  return { file: file as FileId, status: 'changed', before: text, after, ...source }
}

export function create(file: string, after: string): FileResult {
  return { file: file as FileId, status: 'created', before: '', after, sha256: '', hasByteOrderMark: false }
}
