import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

/** Files by their posix path from a folder. */
export type Files = Map<string, Buffer>

/** Reads a folder's files with their bytes; a folder that is not there has none. */
export function readFolder(folder: string): Files {
  if (!existsSync(folder)) return new Map()
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path))]))
}

/** Writes files into a folder. */
export function writeFolder(folder: string, files: Files): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}

/**
 * Runs something in a folder that holds these files and is gone afterwards. It lies inside the repo, in a folder that
 * git ignores, so that its code finds the repo's node_modules.
 */
export async function inFolderOf<T>(files: Files, run: (folder: string) => T | Promise<T>): Promise<T> {
  const parent = resolve(import.meta.dirname, '../../tmp')
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'case-'))
  try {
    writeFolder(folder, files)
    return await run(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
