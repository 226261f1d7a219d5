// before: import { users } from './users.js'        users.find(id)
// after:  import { users } from './users.async.js'  users.find(id)

import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { specifierOf } from './specifier.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

/** Makes a call go through the client of the module that it comes from; the import changes its source when all calls do. */
export function useClient({ root, client }: ChangeOf<'use-client'>, file: FileRewrite): void {
  const { tree, edits, parts: { imports } } = file
  const local = tree.text(root)
  const source = imports.sourceOf(local)
  if (source === undefined) throw new UnsupportedRewrite(`${local} is not imported at the top level.`, root)
  const module = specifierOf(client, { from: tree.file, like: source })
  // Beside a twin its original goes on to use the name.
  const name = imports.redirect(local, { module, references: file.isCopy ? 0 : file.clientCallsOf(local) })
  if (!file.isCopy) imports.release(local)
  if (name !== local) edits.replace(root, tree.at(root).some((node) => node.has('shorthand')) ? `${local}: ${name}` : name)
}
