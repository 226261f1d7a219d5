// before: test('…', async (t, done) => { …; done() })
// after:  test('…', async (t) => { … })

import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import type { SyntaxNode } from './syntax-node.js'

/** Takes away a test's `done` parameter, and the call of it that ends the test. */
export function dropDone({ parameter, call }: ChangeOf<'drop-done'>, file: FileRewrite): void {
  dropParameter(file.tree.node(parameter), file)
  dropStatement(file.tree.node(call), file)
}

function dropParameter(node: SyntaxNode, { tree, edits }: FileRewrite): void {
  const before = tree.tokenBefore(node.start)
  const isBare = tree.tokenAfter(node.end)?.text === '=>'
  if (isBare) edits.replace(node, '()')
  else edits.replace({ start: before?.text === ',' ? before.start : node.start, end: node.end }, '')
}

/** With the blanks before it, unless they end a comment that would take in what follows. */
function dropStatement(node: SyntaxNode, { tree, edits }: FileRewrite): void {
  const end = tree.endOf(node)
  const isLastOnLine = /^[ \t]*\r?\n/.test(tree.source.slice(end))
  const start = isLastOnLine || tree.commentsIn({ start: tree.tokenBefore(node.start)?.end ?? 0, end: node.start }).length === 0
    ? tree.source.slice(0, node.start).trimEnd().length
    : node.start
  edits.replace({ start, end }, '')
}
