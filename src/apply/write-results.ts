import { accessSync, constants, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FileId } from '../model/ids.js'
import type { FileResult } from '../model/result.js'
import { messageOf } from './message-of.js'
import { encodeSource, sha256Of } from './read-source.js'
import { replace, restore, stage, unstage, type Replacement } from './replace-file.js'

/** A file and what stood in the way of writing it. */
export interface WriteProblem {
  file: FileId
  message: string
}

/** What became of a write: but for `notRestored`, either all files have their new text, or all have their old one. */
export type WriteOutcome =
  | { status: 'written'; files: FileId[] }
  /** These are not as they were when they were analysed. */
  | { status: 'stale'; files: FileId[] }
  | { status: 'unwritable'; problems: WriteProblem[] }
  /** A file failed after others had been written; `notRestored` are those that could not be given their old text back. */
  | { status: 'failed'; problem: WriteProblem; notRestored: WriteProblem[] }

/**
 * Writes all changed files, or none. It is synchronous on purpose: while the process listens for SIGINT and SIGTERM,
 * neither can fall between two of its steps. A process killed outright leaves whole files, old or new.
 */
export function writeResults(root: string, results: FileResult[]): WriteOutcome {
  const replacements: Replacement[] = []
  const stale: FileId[] = []
  for (const result of results.filter(({ status }) => status === 'changed' || status === 'created')) {
    const replacement = replacementFor(root, result)
    if (replacement) replacements.push(replacement)
    else stale.push(result.file)
  }
  if (stale.length > 0) return { status: 'stale', files: stale }
  try {
    const problems = tryEach(replacements, assertWritable)
    if (problems.length === 0) problems.push(...tryEach(replacements, stage))
    return problems.length > 0 ? { status: 'unwritable', problems } : replaceAll(replacements)
  } finally {
    replacements.forEach(unstage)
  }
}

/** Undefined where the file on disk is not the analysed one. */
function replacementFor(root: string, { file, status, after, hasByteOrderMark, sha256 }: FileResult): Replacement | undefined {
  const bytes = encodeSource({ text: after, hasByteOrderMark })
  const path = join(root, file)
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (status === 'created') return stats ? undefined : { file, path, bytes }
  const old = stats && readOld(path)
  return old && sha256Of(old.bytes) === sha256 ? { file, path: realpathSync(path), bytes, old } : undefined
}

function readOld(path: string): Replacement['old'] {
  try {
    return { bytes: readFileSync(path), mode: statSync(path).mode & 0o7777 }
  } catch {
    return undefined
  }
}

function assertWritable({ path, old }: Replacement): void {
  accessSync(dirname(path), constants.W_OK)
  if (!old) return
  accessSync(path, constants.W_OK)
  // The superuser may write to any file, but a file that nobody may write to was protected on purpose.
  if ((old.mode & 0o222) === 0) throw new Error('it is read-only')
}

function replaceAll(replacements: Replacement[]): WriteOutcome {
  const done: Replacement[] = []
  for (const replacement of replacements) {
    const [problem] = tryEach([replacement], replace)
    if (problem) return { status: 'failed', problem, notRestored: tryEach(done, restore) }
    done.push(replacement)
  }
  return { status: 'written', files: done.map(({ file }) => file) }
}

function tryEach(replacements: Replacement[], step: (replacement: Replacement) => void): WriteProblem[] {
  return replacements.flatMap((replacement) => {
    try {
      step(replacement)
      return []
    } catch (error) {
      return [{ file: replacement.file, message: messageOf(error) }]
    }
  })
}
