import { findSourceMap } from 'node:module'
import { resolve } from 'node:path'
import { pathOf, type Site } from './call-site'

/** The place in the source that a compiled file was made from, where Node.js knows its source map: `--enable-source-maps`, tsx. */
export function originalSite({ file, line }: Site): Site {
  const entry = findSourceMap(file)?.findEntry(line - 1, 0)
  if (!entry || !('originalSource' in entry)) return { file, line }
  return { file: resolve(file, '..', pathOf(entry.originalSource)), line: entry.originalLine + 1 }
}
