import { closeSync, fchmodSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { FileId } from '../model/ids.js'

/** A file about to be written. */
export interface Replacement {
  file: FileId
  /** Absolute, and behind all symbolic links. */
  path: string
  /** Absent for a file that is to be created. */
  old?: { bytes: Buffer; mode: number } | undefined
  bytes: Buffer
}

/** Writes the new bytes next to the file, where a killed run leaves at most this file behind. */
export function stage(replacement: Replacement): void {
  writeNextTo(replacement, replacement.bytes)
}

/** Puts the staged bytes in the file's place in one step, unless someone else has changed the file in the meantime. */
export function replace({ path, old }: Replacement): void {
  if (old && !readFileSync(path).equals(old.bytes)) throw new Error('it was changed while its new text was being written')
  renameSync(temporaryPath(path), path)
}

/** Takes back what `replace` did. */
export function restore(replacement: Replacement): void {
  const { path, old } = replacement
  if (old) {
    writeNextTo(replacement, old.bytes)
    renameSync(temporaryPath(path), path)
  } else {
    rmSync(path)
  }
}

/** Removes what `stage` wrote, if it is still there. */
export function unstage({ path }: Replacement): void {
  try {
    rmSync(temporaryPath(path), { force: true })
  } catch {
    // It is in nobody's way, and its name says where it comes from.
  }
}

/** In the same folder, as a file can only be renamed within one file system. */
function temporaryPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.unblock-tmp`)
}

function writeNextTo({ path, old }: Replacement, bytes: Buffer): void {
  const temporary = temporaryPath(path)
  rmSync(temporary, { force: true })
  const descriptor = openSync(temporary, 'wx', old?.mode)
  try {
    writeFileSync(descriptor, bytes)
    // The mode given to `open` is narrowed by the umask.
    if (old) fchmodSync(descriptor, old.mode)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
