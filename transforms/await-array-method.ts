// before: const users = ids.map(async (id) => { … })
// after:  const users = await mapAsync(ids, async (id) => { … })

import { optionalChainAround, writeAwait } from './await-call.js'
import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { findLoop, writeLoop } from './for-of-loop.js'
import { writeNullCheck } from './null-check.js'
import { isPlainPath, receiverOf } from './receiver.js'
import type { Receiver } from './receiver.js'
import type { SyntaxNode } from './syntax-node.js'
import { functionTypes } from './syntax-tree.js'
import { keepTypeArgument } from './type-argument.js'

type ArrayChange = ChangeOf<'await-array-method'>

/** Makes an array method wait for its callback, one item after the other. */
export function awaitArrayMethod(change: ArrayChange, file: FileRewrite): void {
  const call = file.tree.call(change.call)
  const loop = change.method === 'forEach' ? findLoop(call, file) : undefined
  if (loop) writeLoop(loop, file)
  else callHelper(call, change, file)
}

function callHelper(call: SyntaxNode, { method, isReturned }: ArrayChange, file: FileRewrite): void {
  const { edits, tree, parts } = file
  const receiver = receiverOf(call, tree)
  const fallback = method === 'forEach' && mayRunOverNothing(call, receiver) ? ' ?? []' : ''
  file.moved.add(receiver.node)
  if (call.is('OptionalCallExpression') && !fallback) writeNullCheck(call, receiver, file)
  if (!isReturned || isInLoop(call, file)) writeAwait(call, file)
  edits.open(call, `${parts.helpers.use(`${method}Async`)}(`)
  keepTypeArgument(call, method, file)
  writeSeparator(receiver, fallback, file)
}

/** For no items as for no array, `forEach` gives undefined. */
function mayRunOverNothing(call: SyntaxNode, receiver: Receiver): boolean {
  const isPlain = call.list('arguments').every((argument) => argument.is(...functionTypes) || isPlainPath(argument))
  return receiver.isOptional && !call.has('optional') && !optionalChainAround(call) && isPlain
}

/** What a callback returned has nobody to await it once the callback's body is a loop's. */
function isInLoop(call: SyntaxNode, { inlined }: FileRewrite): boolean {
  const callback = [...call.ancestors()].find((node) => node.is(...functionTypes))
  return callback !== undefined && inlined.has(callback)
}

/** `.map(` → `, ` */
function writeSeparator(receiver: Receiver, fallback: string, { tree, edits, parts }: FileRewrite): void {
  const replaced = { start: receiver.end, end: tree.tokenFrom(receiver.calleeEnd, '(').end }
  const comments = tree.commentsIn(replaced).map((text) => ` ${text}${text.startsWith('//') ? parts.style.eol : ''}`)
  const isLineEnd = /^[ \t]*\r?\n/.test(tree.source.slice(replaced.end))
  const space = isLineEnd || comments.at(-1)?.endsWith('\n') ? '' : ' '
  edits.replace(replaced, `${fallback},${comments.join('')}${space}`)
}
