import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import type { FileId } from '../model/ids.js'
import type { Journal, JournalEntry } from './journal.js'
import { sha256Of } from './read-source.js'
import { type Replacement, unstage } from './replace-file.js'
import { type AllOrNothing, tryEach, writeAll, type WriteProblem } from './write-all.js'

/** What became of an undo: but for `failed` and `not-removed`, either all files are as they were before the run, or nothing was touched. */
export type UndoOutcome =
  | { status: 'nothing' }
  /** These are neither as the run left them nor as it found them. */
  | { status: 'changed'; files: FileId[] }
  | { status: 'undone'; restored: FileId[]; removed: FileId[]; isUnfinished: boolean }
  /** All have their old bytes; these, which the run created, are still there. */
  | { status: 'not-removed'; problems: WriteProblem[] }
  | Exclude<AllOrNothing, { status: 'written' }>

/** How a file is now: as the run left it, as the run found it, or neither. */
type State = 'done' | 'undone' | 'changed'

/** Gives all files of the last run their old bytes back, and removes those that it created; `force` also where they were changed since. */
export function undoRun(journal: Journal, { force }: { force: boolean }): UndoOutcome {
  const run = journal.read()
  if (!run) return { status: 'nothing' }
  const entries = run.record.entries.map((entry) => ({ ...entry, state: stateOf(entry) }))
  const changed = entries.filter(({ state }) => state === 'changed')
  if (changed.length > 0 && !force) return { status: 'changed', files: changed.map(({ file }) => file) }
  const left = entries.filter(({ state }) => state !== 'undone')
  const hidden = left.filter(({ path }) => existsSync(path) && !statSync(path).isFile())
  if (hidden.length > 0) return { status: 'unwritable', problems: hidden.map(({ file }) => ({ file, message: 'there is no file in its place, but something else' })) }
  const created = left.filter(({ before }) => before === undefined)
  const written = writeAll(left.flatMap(restoration))
  if (written.status !== 'written') return written
  const problems = tryEach(created, ({ path }) => { rmSync(path, { force: true }) })
  if (problems.length > 0) return { status: 'not-removed', problems }
  for (const { file, path, after } of entries) unstage({ file, path, bytes: Buffer.from(after) })
  journal.forget()
  return { status: 'undone', restored: written.files, removed: created.map(({ file }) => file), isUnfinished: run.isUnfinished }
}

/** The files that a run that was ended from outside has changed and left so; none where there is no such run. */
export function leftBehind(journal: Journal): FileId[] {
  const run = journal.read()
  if (!run?.isUnfinished) return []
  return run.record.entries.filter((entry) => stateOf(entry) !== 'undone').map(({ file }) => file)
}

function stateOf({ path, before, after }: JournalEntry): State {
  if (!existsSync(path)) return before === undefined ? 'undone' : 'changed'
  if (!statSync(path).isFile()) return 'changed'
  const bytes = readFileSync(path)
  if (before !== undefined && bytes.equals(Buffer.from(before, 'base64'))) return 'undone'
  return sha256Of(bytes) === after ? 'done' : 'changed'
}

function restoration({ file, path, before }: JournalEntry): Replacement[] {
  if (before === undefined) return []
  const stats = statSync(path, { throwIfNoEntry: false })
  const old = stats && { bytes: readFileSync(path), mode: stats.mode & 0o7777 }
  return [{ file, path, bytes: Buffer.from(before, 'base64'), ...(old && { old }) }]
}
