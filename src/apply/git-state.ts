import { spawnSync } from 'node:child_process'
import type { FileId } from '../model/ids.js'

/** The files below `root` that git has no committed copy of as they are now; undefined outside of a git work tree. */
export function dirtyFiles(root: string): FileId[] | undefined {
  const prefix = git(root, ['rev-parse', '--show-prefix'])
  const status = git(root, ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--', '.'])
  if (prefix === undefined || status === undefined) return undefined
  // Paths count from the top of the work tree, whichever folder git was started in.
  const beforePath = 'XY '.length + prefix.length - '\n'.length
  return status.split('\0').filter((entry) => entry !== '').map((entry) => entry.slice(beforePath) as FileId)
}

function git(root: string, args: string[]): string | undefined {
  // A repository's own settings may name a program to run as file system monitor.
  const safely = ['--no-optional-locks', '-c', 'core.fsmonitor=false', ...args]
  const { status, stdout } = spawnSync('git', safely, { cwd: root, encoding: 'utf8', maxBuffer: Infinity })
  return status === 0 ? stdout : undefined
}
