import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { ts } from 'ts-morph'
import { foldersAbove } from './paths.js'

/**
 * What a tsconfig means where it says nothing: TypeScript 6 made `strict` the default and stopped to include all
 * @types packages, so that a project written for TypeScript 5 has to be told what it took for granted.
 * https://github.com/microsoft/TypeScript/issues/54500
 */
export function defaultsOf(folder: string): ts.CompilerOptions {
  const major = installedMajor(folder)
  return major !== undefined && major >= 6 ? {} : { strict: false, types: ['*'], ignoreDeprecations: '6.0' }
}

/** Where types of packages are looked for: in the project, then Node's own beside this tool, for projects that have none. */
export function typeRootsFor(folder: string): string[] {
  const own = path.dirname(path.dirname(createRequire(import.meta.url).resolve('@types/node/package.json')))
  return [...foldersAbove(folder).map((above) => path.join(above, 'node_modules', '@types')).filter((dir) => existsSync(dir)), own]
}

function installedMajor(folder: string): number | undefined {
  for (const above of foldersAbove(folder)) {
    const manifest = path.join(above, 'node_modules', 'typescript', 'package.json')
    if (!existsSync(manifest)) continue
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
    return Number(version.split('.')[0])
  }
  return undefined
}
