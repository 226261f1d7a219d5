// before: save: async () => saved.push(row)
// after:  save: async () => { saved.push(row) }

import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { semicolon } from './style.js'

/** Makes a statement of what an arrow gives, so that its promise is one of nothing. */
export function dropValue({ value }: ChangeOf<'drop-value'>, { edits, parts: { style } }: FileRewrite): void {
  edits.open(value, '{ ')
  edits.close(value, `${semicolon(style)} }`)
}
