import { accessSync, constants } from 'node:fs'
import { dirname } from 'node:path'
import type { FileId } from '../model/ids.js'
import type { Journal } from './journal.js'
import { messageOf } from './message-of.js'
import { replace, restore, stage, unstage, type Replacement } from './replace-file.js'

/** A file and what stood in the way of writing it. */
export interface WriteProblem {
  file: FileId
  message: string
}

/** What became of a write: but for `notRestored`, either all files have their new bytes, or all have their old ones. */
export type AllOrNothing =
  | { status: 'written'; files: FileId[] }
  | { status: 'unwritable'; problems: WriteProblem[] }
  /** A file failed after others had been written; `notRestored` are those that could not be given their old bytes back. */
  | { status: 'failed'; problem: WriteProblem; notRestored: WriteProblem[] }

/** Puts all new bytes in place, or none; the journal knows of it before the first file changes. */
export function writeAll(replacements: readonly Replacement[], journal?: Journal): AllOrNothing {
  try {
    const problems = tryEach(replacements, assertWritable)
    if (problems.length === 0) problems.push(...tryEach(replacements, stage))
    if (problems.length > 0) return { status: 'unwritable', problems }
    const unrecorded = journal && replacements.length > 0 ? tryEach([{ file: journal.folder as FileId }], () => { journal.begin(replacements) }) : []
    if (unrecorded.length > 0) return { status: 'unwritable', problems: unrecorded }
    return replaceAll(replacements, journal)
  } finally {
    replacements.forEach(unstage)
  }
}

/** Does a step for each file, and tells of those that it failed for. */
export function tryEach<Item extends { file: FileId }>(items: readonly Item[], step: (item: Item) => void): WriteProblem[] {
  return items.flatMap((item) => {
    try {
      step(item)
      return []
    } catch (error) {
      return [{ file: item.file, message: messageOf(error) }]
    }
  })
}

function assertWritable({ path, old }: Replacement): void {
  accessSync(dirname(path), constants.W_OK)
  if (!old) return
  accessSync(path, constants.W_OK)
  // The superuser may write to any file, but a file that nobody may write to was protected on purpose.
  if ((old.mode & 0o222) === 0) throw new Error('it is read-only')
}

function replaceAll(replacements: readonly Replacement[], journal: Journal | undefined): AllOrNothing {
  const done: Replacement[] = []
  for (const replacement of replacements) {
    const [problem] = tryEach([replacement], replace)
    if (problem) {
      const notRestored = tryEach(done, restore)
      if (notRestored.length === 0) journal?.forget()
      return { status: 'failed', problem, notRestored }
    }
    done.push(replacement)
  }
  return { status: 'written', files: done.map(({ file }) => file) }
}
