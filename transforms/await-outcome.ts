// before: expect(() => load(id)).to.throw(NotFound)
// after:  expect(await outcomeOf(async () => load(id))).to.throw(NotFound)
// before: load.bind(null, id).should.throw(NotFound)
// after:  (await outcomeOf(load.bind(null, id))).should.throw(NotFound)

import type { ChangeOf, FileRewrite } from './file-rewrite.js'

/** Runs an async function ahead of an assertion that calls a function at once, and hands that one a sync function with the same outcome. */
export function awaitOutcome({ callback }: ChangeOf<'await-outcome'>, { edits, parts, tree }: FileRewrite): void {
  const node = tree.node(callback)
  const isRead = node.field === 'object' && tree.tokenAfter(node.end)?.text !== ')'
  edits.open(callback, `${isRead ? '(' : ''}await ${parts.helpers.use('outcomeOf')}(`)
  edits.close(callback, isRead ? '))' : ')')
}
