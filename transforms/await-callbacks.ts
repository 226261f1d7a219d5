// before: const users = ids.map(async (id) => { … })
// after:  const users = await mapAsync(ids, async (id) => { … })

import type { CallbackMethod } from '../src/model/handovers.js'
import { optionalChainAround, writeAwait } from './await-call.js'
import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { findLoop, writeLoop } from './for-of-loop.js'
import type { LocalHelperName } from './local-helpers/index.js'
import type { ForEachMethod } from './loop-head.js'
import { writeNullCheck } from './null-check.js'
import { isPlainPath, receiverOf } from './receiver.js'
import type { Receiver } from './receiver.js'
import { splitComparator } from './split-comparator.js'
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
  'Array.from': 'mapFromAsync',
  replace: 'replaceAsync',
  replaceAll: 'replaceAllAsync',
  sort: 'sortByAsync',
  toSorted: 'sortByAsync',
}

/** Makes a method wait for its callback, one item after the other. */
export function awaitCallbacks(change: CallbackChange, file: FileRewrite): void {
  const call = file.tree.call(change.call)
  const loop = isForEach(change.method) ? findLoop(call, change.method, file) : undefined
  if (loop) writeLoop(loop, file)
  else if (change.method === 'Array.from') callFunction(call, change, file)
  else callHelper(call, change, file)
}

/** `Array.from(` → `await mapFromAsync(` */
function callFunction(call: SyntaxNode, change: CallbackChange, file: FileRewrite): void {
  awaitUnlessReturned(call, change, file)
  const callee = call.child('callee') ?? call
  const { helpers } = file.parts
  const isBuiltIn = helpers.isBuiltIn('arrayFromAsync') && isPlainLength(call.list('arguments')[0])
  file.edits.replace(callee, helpers.use(isBuiltIn ? 'arrayFromAsync' : helperNames[change.method]))
}

/** `{ length: 3 }` has no items, so that there is none for `Array.fromAsync` to wait for. */
function isPlainLength(items: SyntaxNode | undefined): boolean {
  const [property, ...others] = items?.is('ObjectExpression') ? items.list('properties') : []
  return others.length === 0 && property?.child('key')?.string('name') === 'length' && !property.has('computed')
}

function isForEach(method: CallbackMethod): method is ForEachMethod {
  return method.endsWith('forEach')
}

/** `items.map(` → `await mapAsync(items, ` */
function callHelper(call: SyntaxNode, change: CallbackChange, file: FileRewrite): void {
  const { edits, tree, parts } = file
  const { method, comparison } = change
  const receiver = receiverOf(call, tree)
  const fallback = isForEach(method) && mayRunOverNothing(call, receiver) ? ' ?? []' : ''
  file.moved.add(receiver.node)
  if (call.is('OptionalCallExpression') && !fallback) writeNullCheck(call, receiver, file)
  awaitUnlessReturned(call, change, file)
  // A sorted copy is the sorted copy.
  const [open, close] = method === 'toSorted' ? ['[...', ']'] : ['', fallback]
  edits.open(call, `${parts.helpers.use(helperNames[method])}(${open}`)
  keepTypeArgument(call, method, file)
  writeSeparator(receiver, close, file)
  const [comparator] = call.list('arguments')
  if (comparison && comparator) splitComparator(comparator, comparison, file)
}

function awaitUnlessReturned(call: SyntaxNode, { isReturned }: CallbackChange, file: FileRewrite): void {
  if (!isReturned || file.isInLoop(call)) writeAwait(call, file)
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
