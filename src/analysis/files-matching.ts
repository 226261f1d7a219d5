import { statSync } from 'node:fs'
import path from 'node:path'
import { globSync } from 'tinyglobby'
import type { Facts } from '../model/facts.js'
import type { FileId } from '../model/ids.js'

/** The project's files that paths, folders and globs name. */
export function filesMatching(patterns: readonly string[], root: string, facts: Facts): FileId[] {
  const named = new Set(patterns.flatMap((pattern) => expand(pattern, root)))
  const known = [...facts.files.map((file) => file.id), ...facts.problems.map((problem) => problem.file)]
  return [...new Set(known)].filter((file) => named.has(file))
}

function expand(pattern: string, root: string): string[] {
  const target = path.resolve(root, pattern)
  const stats = statSync(target, { throwIfNoEntry: false })
  if (stats?.isFile()) return [relative(root, target)]
  const glob = stats?.isDirectory() ? path.posix.join(relative(root, target), '**') : pattern
  return globSync(glob, { cwd: root, ignore: ['**/node_modules/**'], expandDirectories: false, dot: true, followSymbolicLinks: false })
}

function relative(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join('/')
}
