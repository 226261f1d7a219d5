import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '../src/usage-error.js'

/** The absolute path of the folder that `--cwd` names. */
export function resolveFolder(cwd: string): string {
  const folder = resolve(cwd)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`--cwd names no folder: ${folder}`)
  return folder
}
