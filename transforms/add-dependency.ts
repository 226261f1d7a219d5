// before: "dependencies": { "express": "^5.0.0" }
// after:  "dependencies": { "express": "^5.0.0", "unblock-runtime": "^0.1.0" }

import { applyEdits, modify, parse } from 'jsonc-parser'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

/** Adds a dependency to the text of a package.json, in the format that it has; one that is there already stays. */
export function addDependency(text: string, name: string, range: string): string {
  const manifest: unknown = parse(text)
  if (!isRecord(manifest)) throw new UnsupportedRewrite('The package.json is not a JSON object.', { start: 0, end: 0 })
  const dependencies = isRecord(manifest['dependencies']) ? manifest['dependencies'] : {}
  const others = [manifest['devDependencies'], manifest['peerDependencies'], manifest['optionalDependencies']]
  if (name in dependencies || others.some((list) => isRecord(list) && name in list)) return text
  const edits = modify(text, ['dependencies', name], range, {
    formattingOptions: formatOf(text),
    getInsertionIndex: (keys) => placeAmong(keys, name),
  })
  return applyEdits(text, edits)
}

/** npm keeps dependencies in the order of the alphabet; where a person does not, the new one comes last. */
function placeAmong(keys: readonly string[], name: string): number {
  const isSorted = keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key)
  const next = keys.findIndex((key) => key > name)
  return isSorted && next !== -1 ? next : keys.length
}

function formatOf(text: string): { insertSpaces: boolean; tabSize: number; eol: string; keepLines: boolean } {
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? '  '
  return { insertSpaces: !indent.startsWith('\t'), tabSize: indent.startsWith('\t') ? 1 : indent.length, eol: text.includes('\r\n') ? '\r\n' : '\n', keepLines: true }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
