// before: function createApp(users: UserRepository)
// after:  function createApp(users: AsyncClient<UserRepository>)

import type { ChangeOf, FileRewrite } from './file-rewrite.js'

/** Makes a type that of an object's client; where other code puts the object itself, that of either. */
export function clientType({ type, orSync }: ChangeOf<'client-type'>, { tree, edits, parts: { imports } }: FileRewrite): void {
  const module = 'unblock-runtime'
  const name = imports.want({ module, name: 'AsyncClient', isType: true, near: imports.lastPackage ?? module })
  if (orSync) edits.after(type.end, ` | ${name}<${tree.text(type)}>`)
  else {
    edits.open(type, `${name}<`)
    edits.close(type, '>')
  }
}
