import path from 'node:path'
import { globSync } from 'tinyglobby'
import { ts } from 'ts-morph'
import type { Facts } from '../model/facts.js'
import type { FileId } from '../model/ids.js'
import { nothingMatches } from '../nothing-matches.js'

/** The project's files that paths, folders and globs name; a pattern that names none is an error. */
export function filesMatching(patterns: readonly string[], root: string, facts: Facts): FileId[] {
  const known = [...new Set([...facts.files.map((file) => file.id), ...facts.problems.map((problem) => problem.file)])]
  const matching = patterns.flatMap((pattern) => {
    const isNamed = namedBy(pattern, root)
    const files = known.filter((file) => isNamed(path.join(root, file)))
    // A route without its method looks like an absolute path.
    if (files.length === 0) throw nothingMatches(pattern, pattern.startsWith('/') ? [...known, ...routesOf(facts)] : known)
    return files
  })
  return [...new Set(matching)]
}

/** TypeScript's file system takes a path that cannot be looked at, such as a loop of links, for one that is not there. */
function namedBy(pattern: string, root: string): (file: string) => boolean {
  const target = ts.sys.realpath?.(path.resolve(root, pattern)) ?? path.resolve(root, pattern)
  if (ts.sys.fileExists(target)) return (file) => file === target
  if (ts.sys.directoryExists(target)) return (file) => file.startsWith(`${target}${path.sep}`)
  const matching = globSync(pattern, {
    cwd: root, absolute: true, ignore: ['**/node_modules/**'], expandDirectories: false, dot: true, followSymbolicLinks: false,
  })
  const named = new Set(matching.map((file) => path.normalize(file)))
  return (file) => named.has(file)
}

function routesOf({ handlers }: Facts): string[] {
  return handlers.flatMap(({ route }) => route ?? [])
}
