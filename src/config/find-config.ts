import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { UsageError } from '../usage-error.js'

const fileName = /^unblock\.config\.(ts|js|mjs|cjs|json)$/

/** The configuration that is nearest to a folder: in it, or in one above it up to the root of its git repository. */
export function findConfig(folder: string): string | undefined {
  for (const candidate of foldersUpToGitRoot(folder)) {
    const found = configIn(candidate)
    if (found !== undefined) return found
  }
  return undefined
}

/** The configuration that lies in a folder itself. */
export function configIn(folder: string): string | undefined {
  const [found, second] = readdirSync(folder).filter((name) => fileName.test(name)).sort()
  if (second !== undefined) throw new UsageError(`There are two configurations in ${folder}: ${found ?? ''} and ${second}. Keep one.`)
  return found && path.join(folder, found)
}

/** Without git nothing tells where the project ends, and a configuration above it may be a stranger's. */
function foldersUpToGitRoot(folder: string): string[] {
  const folders = [folder]
  for (let last = folder; !existsSync(path.join(last, '.git')); folders.push(last)) {
    const parent = path.dirname(last)
    if (parent === last) return [folder]
    last = parent
  }
  return folders
}
