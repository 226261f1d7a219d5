// before: const users = ids.map(async (id) => { … })
// after:  const users = await mapAsync(ids, async (id) => { … })

import { writeAwait } from './await-call.js'
import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { findLoop, writeLoop } from './for-of-loop.js'
import { receiverOf } from './receiver.js'
import type { SyntaxNode } from './syntax-node.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

/** Makes an array method wait for its callback, one item after the other. */
export function awaitArrayMethod({ call: span, method }: ChangeOf<'await-array-method'>, file: FileRewrite): void {
  const call = file.tree.call(span)
  const loop = method === 'forEach' ? findLoop(call, file) : undefined
  if (loop) writeLoop(loop, file)
  else callHelper(call, `${method}Async`, file)
}

function callHelper(call: SyntaxNode, helper: string, file: FileRewrite): void {
  if (call.is('OptionalCallExpression')) {
    throw new UnsupportedRewrite('An array method in an optional chain cannot become a function call.', call)
  }
  const { tree, edits } = file
  const receiver = receiverOf(call, tree)
  file.moved.add(receiver.node)
  writeAwait(call, file)
  edits.open(call, `${file.parts.helpers.use(helper)}(`)
  const replaced = { start: receiver.end, end: tree.tokenFrom(receiver.calleeEnd, '(').end }
  const comments = tree.commentsIn(replaced).map((text) => ` ${text}${text.startsWith('//') ? file.parts.style.eol : ''}`)
  const isLineEnd = /^[ \t]*\r?\n/.test(tree.source.slice(replaced.end))
  edits.replace(replaced, `,${comments.join('')}${isLineEnd || comments.at(-1)?.endsWith('\n') ? '' : ' '}`)
}
