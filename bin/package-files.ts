import { readFileSync } from 'node:fs'
import type { FlagCode } from '../src/model/flag.js'
import { packageRoot } from '../src/package-root.js'

/** Reads the page on a flag, which comes with the package. */
export function flagPage(code: FlagCode): string {
  return readFileSync(new URL(`docs/flags/${code}.md`, packageRoot()), 'utf8')
}

/** The version of the package. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('package.json', packageRoot()), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0.0.0'
}
