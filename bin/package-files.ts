import { existsSync, readFileSync } from 'node:fs'
import type { FlagCode } from '../src/model/flag.js'

/** Reads the page on a flag, which comes with the package. */
export function flagPage(code: FlagCode): string {
  return readFileSync(new URL(`docs/flags/${code}.md`, packageRoot()), 'utf8')
}

/** The version of the package. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('package.json', packageRoot()), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0.0.0'
}

/** This file runs as a source in a checkout, and compiled in `dist`. */
function packageRoot(): URL {
  let folder = new URL('.', import.meta.url)
  while (!existsSync(new URL('package.json', folder)) && folder.pathname !== '/') folder = new URL('..', folder)
  return folder
}
