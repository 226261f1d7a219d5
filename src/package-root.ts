import { existsSync } from 'node:fs'

/** The folder of this package, with its docs: this file runs as a source in a checkout, and compiled in `dist`. */
export function packageRoot(): URL {
  let folder = new URL('.', import.meta.url)
  while (!existsSync(new URL('package.json', folder)) && folder.pathname !== '/') folder = new URL('..', folder)
  return folder
}
