// before: const users = new UserRepository(db)
// after:  import { users } from './main.async.js'

import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { ownImportIn } from './import-bindings.js'
import { specifierOf } from './specifier.js'

/** Takes an object's name from the client of the module that builds it now; its own statement goes with the rest of the set-up. */
export function buildInThread({ name, client }: ChangeOf<'build-in-thread'>, { tree, parts: { imports } }: FileRewrite): void {
  const isCommonJs = !tree.isTypeScript && !tree.program.children.some(({ type }) => /^(Import|Export).*Declaration$/.test(type))
  imports.bring(specifierOf(client, { from: tree.file, like: ownImportIn(tree) ?? (isCommonJs ? './module' : './module.js') }), name)
}
