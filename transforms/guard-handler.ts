// before: app.get('/', async (req, res) => { … })
// after:  app.get('/', asyncOnly(async (req, res) => { … }))

import type { ChangeOf, FileRewrite } from './file-rewrite.js'

/** Marks a handler as one that must not block: a synchronous database call in it is an error from then on. */
export function guardHandler({ handler }: ChangeOf<'guard-handler'>, { edits, parts: { imports } }: FileRewrite): void {
  const module = 'unblock-runtime/guard'
  edits.open(handler, `${imports.want({ module, name: 'asyncOnly', near: imports.lastPackage ?? module })}(`)
  edits.close(handler, ')')
}
