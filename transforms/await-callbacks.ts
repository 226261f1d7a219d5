// before: const users = ids.map(async (id) => { … })
// after:  const users = await mapAsync(ids, async (id) => { … })

import type { CallbackMethod } from '../src/model/facts.js'
import { optionalChainAround, writeAwait } from './await-call.js'
import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { findLoop, writeLoop } from './for-of-loop.js'
import type { LocalHelperName } from './local-helpers/index.js'
import type { ForEachMethod } from './loop-head.js'
import { writeNullCheck } from './null-check.js'
import { isPlainPath, receiverOf } from './receiver.js'
import type { Receiver } from './receiver.js'
import type { SyntaxNode } from './syntax-node.js'
import { functionTypes } from './syntax-tree.js'
import { keepTypeArgument } from './type-argument.js'

type CallbackChange = ChangeOf<'await-callbacks'>

const helperNames: Record<CallbackMethod, LocalHelperName> = {
  forEach: 'forEachAsync',
  map: 'mapAsync',
  flatMap: 'flatMapAsync',
  filter: 'filterAsync',
  some: 'someAsync',
  every: 'everyAsync',
  find: 'findAsync',
  findIndex: 'findIndexAsync',
  findLast: 'findLastAsync',
  findLastIndex: 'findLastIndexAsync',
  reduce: 'reduceAsync',
  reduceRight: 'reduceRightAsync',
  'Map.forEach': 'forEachEntryAsync',
  'Set.forEach': 'forEachEntryAsync',
}

/** Makes a method wait for its callback, one item after the other. */
export function awaitCallbacks(change: CallbackChange, file: FileRewrite): void {
  const call = file.tree.call(change.call)
  const loop = isForEach(change.method) ? findLoop(call, change.method, file) : undefined
  if (loop) writeLoop(loop, file)
  else callHelper(call, change, file)
}

function isForEach(method: CallbackMethod): method is ForEachMethod {
  return method.endsWith('forEach')
}

function callHelper(call: SyntaxNode, change: CallbackChange, file: FileRewrite): void {
  const { edits, tree, parts } = file
  const { method, isReturned } = change
  const receiver = receiverOf(call, tree)
  const fallback = isForEach(method) && mayRunOverNothing(call, receiver) ? ' ?? []' : ''
  file.moved.add(receiver.node)
  if (call.is('OptionalCallExpression') && !fallback) writeNullCheck(call, receiver, file)
  if (!isReturned || file.isInLoop(call)) writeAwait(call, file)
  edits.open(call, `${parts.helpers.use(helperNames[method])}(`)
  keepTypeArgument(call, method, file)
  writeSeparator(receiver, fallback, file)
}

/** For no items as for no array, `forEach` gives undefined. */
function mayRunOverNothing(call: SyntaxNode, receiver: Receiver): boolean {
  const isPlain = call.list('arguments').every((argument) => argument.is(...functionTypes) || isPlainPath(argument))
  return receiver.isOptional && !call.has('optional') && !optionalChainAround(call) && isPlain
}

/** `.map(` → `, ` */
function writeSeparator(receiver: Receiver, fallback: string, { tree, edits, parts }: FileRewrite): void {
  const replaced = { start: receiver.end, end: tree.tokenFrom(receiver.calleeEnd, '(').end }
  const comments = tree.commentsIn(replaced).map((text) => ` ${text}${text.startsWith('//') ? parts.style.eol : ''}`)
  const isLineEnd = /^[ \t]*\r?\n/.test(tree.source.slice(replaced.end))
  const space = isLineEnd || comments.at(-1)?.endsWith('\n') ? '' : ' '
  edits.replace(replaced, `${fallback},${comments.join('')}${space}`)
}
