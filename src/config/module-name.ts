import { existsSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { toPosix } from '../analysis/paths.js'
import { UsageError } from '../usage-error.js'

/** Where a configuration stands, and where the analysis starts. */
export interface ConfigPlace {
  file: string
  root: string
}

/**
 * The module that a name in a configuration means, as rules and drivers know it: a package by its name, a file of the project
 * by its path from the root, `./src/db.ts`. What names a file beside the configuration is that file.
 */
export function moduleNamed(name: string, { file, root }: ConfigPlace): string {
  const target = path.resolve(path.dirname(file), name)
  const isFile = existsSync(target) && statSync(target).isFile()
  if (!isFile && /^\.\.?\//.test(name)) throw new UsageError(`${file} names a module that is not there: ${name}`)
  if (!isFile) return name.replace(/^node:/, '')
  const relative = toPosix(path.relative(realpathSync(root), realpathSync(target)))
  return relative.startsWith('../') ? relative : `./${relative}`
}
