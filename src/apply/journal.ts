import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { FileId } from '../model/ids.js'
import { journalFolder } from './journal-folder.js'
import { sha256Of } from './read-source.js'
import { stage, replace, type Replacement } from './replace-file.js'

/** What a run found in the place of a file, and what it put there. */
export interface JournalEntry {
  file: FileId
  /** Absolute, and behind all symbolic links. */
  path: string
  /** The bytes in base64; absent where there was no file. */
  before?: string
  /** The hash of the new bytes. */
  after: string
}

/** A run that can be undone. */
export interface RunRecord {
  version: 1
  root: string
  entries: JournalEntry[]
}

/** The memory of the last run in a project, and of one that has begun and is not done. */
export interface Journal {
  /** Notes what is about to be replaced; until `finish`, the run before this one is still remembered. */
  begin(replacements: readonly Replacement[]): void
  /** The run that has begun is the last one from here on. */
  finish(): void
  /** The run that has begun and is not done, or else the last one. */
  read(): { record: RunRecord; isUnfinished: boolean } | undefined
  /** Nothing is left of what `read` gives. */
  forget(): void
  folder: string
}

/** Opens the journal of a project; nothing is written before `begin`. */
export function openJournal(root: string): Journal {
  const folder = journalFolder(root)
  const begun = path.join(folder, 'begun.json')
  const last = path.join(folder, 'last.json')
  return {
    begin: (replacements) => {
      mkdirSync(folder, { recursive: true })
      removeOrphans(path.dirname(folder))
      writeWhole(path.join(folder, 'root.txt'), realpathSync(root))
      writeWhole(begun, JSON.stringify({ version: 1, root: realpathSync(root), entries: replacements.map(entryOf) } satisfies RunRecord))
    },
    finish: () => { if (existsSync(begun)) renameSync(begun, last) },
    read: () => {
      const isUnfinished = existsSync(begun)
      const record = readRecord(isUnfinished ? begun : last)
      return record && { record, isUnfinished }
    },
    forget: () => { rmSync(existsSync(begun) ? begun : last, { force: true }) },
    folder,
  }
}

function entryOf({ file, path: where, old, bytes }: Replacement): JournalEntry {
  return { file, path: where, ...(old && { before: old.bytes.toString('base64') }), after: sha256Of(bytes) }
}

/** It takes the place of what was there in one step, so that a killed run leaves no half of it. */
function writeWhole(file: string, text: string): void {
  const replacement = { file: file as FileId, path: file, bytes: Buffer.from(text) }
  stage(replacement)
  replace(replacement)
}

function readRecord(file: string): RunRecord | undefined {
  if (!existsSync(file)) return undefined
  const record: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return isRunRecord(record) ? record : undefined
}

function isRunRecord(record: unknown): record is RunRecord {
  return typeof record === 'object' && record !== null && 'version' in record && record.version === 1
}

/** Journals of projects that are gone can undo nothing. */
function removeOrphans(journals: string): void {
  for (const name of readdirSync(journals)) {
    const note = path.join(journals, name, 'root.txt')
    if (existsSync(note) && !existsSync(readFileSync(note, 'utf8'))) rmSync(path.join(journals, name), { recursive: true, force: true })
  }
}
