// before: assert.throws(fn)
// after:  assert.rejects(fn)

import type { ChangeOf, FileRewrite } from './file-rewrite.js'

/** Makes a call run another function of the same object, or of the same module where the name itself is imported. */
export function renameCallee({ name, to, module }: ChangeOf<'rename'>, { edits, parts, tree, isCopy }: FileRewrite): void {
  if (module === undefined) {
    edits.replace(name, to)
    return
  }
  const local = tree.text(name)
  if (!isCopy) parts.imports.release(local)
  edits.replace(name, parts.imports.want({ module, name: to, insteadOf: local }))
}
