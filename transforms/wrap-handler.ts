// before: app.get('/', async (req, res) => { … })
// after:  app.get('/', forwardRejection(async (req, res) => { … }))

import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { ownImportIn } from './import-bindings.js'
import { specifierOf } from './specifier.js'

/** Wraps a handler, so that its rejection reaches somebody although its framework drops promises. */
export function wrapHandler({ handler, wrappers }: ChangeOf<'wrap-handler'>, { edits, tree, parts: { imports } }: FileRewrite): void {
  const names = wrappers.map(({ name, file, moduleKind }) => {
    const like = ownImportIn(tree) ?? (moduleKind === 'esm' ? './module.js' : './module')
    return imports.want({ module: specifierOf(file, { from: tree.file, like }), name })
  })
  edits.open(handler, names.map((name) => `${name}(`).join(''))
  edits.close(handler, ')'.repeat(names.length))
}
