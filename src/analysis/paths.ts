import path from 'node:path'
import type { FileId } from '../model/ids.js'

/** What the name of a source ends in, the first that TypeScript looks for first. */
export const sourceExtensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']

/** A path with forward slashes. */
export function toPosix(file: string): string {
  return path.sep === '/' ? file : file.split(path.sep).join('/')
}

/** The id of a file below `root`, or undefined for one outside of it or of an installed package. */
export function fileIdOf(root: string, file: string): FileId | undefined {
  const relative = toPosix(path.relative(root, file))
  if (relative.startsWith('../') || path.isAbsolute(relative) || /(^|\/)node_modules\//.test(relative)) return undefined
  return relative as FileId
}

/** A folder and all that it lies in, from the inside out. */
export function foldersAbove(folder: string): string[] {
  const parent = path.dirname(folder)
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)]
}
