import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FileId } from '../model/ids.js'
import type { FileResult } from '../model/result.js'
import type { Journal } from './journal.js'
import { encodeSource, sha256Of } from './read-source.js'
import type { Replacement } from './replace-file.js'
import { type AllOrNothing, writeAll } from './write-all.js'

/** What became of a write. */
export type WriteOutcome =
  | AllOrNothing
  /** These are not as they were when they were analysed. */
  | { status: 'stale'; files: FileId[] }

/**
 * Writes all changed files, or none. It is synchronous on purpose: while the process listens for SIGINT and SIGTERM,
 * neither can fall between two of its steps. A process killed outright leaves whole files, old or new, and a journal that
 * was begun, by which they can be restored; whoever gave the journal says when the run is done.
 */
export function writeResults(root: string, results: readonly FileResult[], journal?: Journal): WriteOutcome {
  const replacements: Replacement[] = []
  const stale: FileId[] = []
  for (const result of results.filter(({ status }) => status === 'changed' || status === 'created')) {
    const replacement = replacementFor(root, result)
    if (replacement) replacements.push(replacement)
    else stale.push(result.file)
  }
  return stale.length > 0 ? { status: 'stale', files: stale } : writeAll(replacements, journal)
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
