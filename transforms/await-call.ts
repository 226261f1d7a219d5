// before: const name = load().name
// after:  const name = (await load()).name

import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'
import type { SyntaxNode } from './syntax-node.js'

/** Where an operand binds tighter than `await`. */
const tightFields: Partial<Record<string, string>> = {
  MemberExpression: 'object',
  OptionalMemberExpression: 'object',
  CallExpression: 'callee',
  OptionalCallExpression: 'callee',
  NewExpression: 'callee',
  TaggedTemplateExpression: 'tag',
  TSNonNullExpression: 'expression',
  ClassDeclaration: 'superClass',
  ClassExpression: 'superClass',
}

/** Puts `await` before the call. */
export function awaitCall(change: ChangeOf<'await-call'>, file: FileRewrite): void {
  const call = file.tree.call(change.call)
  const pick = change.isReturned ? undefined : pickedProperty(call, file)
  if (!change.isReturned || file.isInLoop(call)) writeAwait(call, file, pick ? `.${pick}` : '')
}

/** The property of an awaited, swapped call's result that stands for the sync call's result. */
export function pickedProperty(call: SyntaxNode, file: FileRewrite): string | undefined {
  const target = file.swapOf(call)?.target
  return target?.via === 'promisify' ? target.pick : undefined
}

/** Whether the source awaits an expression already. */
export function isAwaited(node: SyntaxNode): boolean {
  return node.parent?.is('AwaitExpression') === true
}

/** Puts `await` before an expression once; a suffix such as `.bytesRead` applies to the awaited value. */
export function writeAwait(node: SyntaxNode, file: FileRewrite, suffix = ''): void {
  if (isAwaited(node) || file.awaited.has(node)) return
  file.awaited.add(node)
  const chain = optionalChainAround(node)
  if (chain) {
    writeAwaitInChain(node, chain, file)
    return
  }
  const isWrapped = suffix !== '' || needsParentheses(node, file)
  file.edits.open(node, isWrapped ? '(await ' : 'await ')
  if (isWrapped) file.edits.close(node, `)${suffix}`)
}

/** Whether an `await` put before an expression would take less than is meant. */
export function needsParentheses(node: SyntaxNode, file: FileRewrite): boolean {
  const { parent, field } = node
  if (!parent || node.isParenthesized || file.moved.has(node)) return false
  const isBase = parent.is('BinaryExpression') && parent.string('operator') === '**' && field === 'left'
  return isBase || tightFields[parent.type] === field
}

/**
 * The whole of an optional chain that goes on behind a call without a `?.` of its own: the `a?.f().x` around `a?.f()`.
 * Parentheses end a chain.
 */
export function optionalChainAround(call: SyntaxNode): SyntaxNode | undefined {
  if (!call.is('OptionalCallExpression') || call.parent?.has('optional')) return undefined
  let chain: SyntaxNode | undefined
  for (let node = call; !node.isParenthesized && node.parent; node = node.parent) {
    if (tightFields[node.parent.type] !== node.field) break
    if (node.parent.is('OptionalMemberExpression', 'OptionalCallExpression')) chain = node.parent
    else if (!node.parent.is('TSNonNullExpression')) break
  }
  return chain
}

/**
 * `a?.f().x` → `await a?.f().then((value) => value.x)`. `(await a?.f()).x` would throw for a nullish `a`, and
 * `(await a?.f())?.x` would hide a nullish result of `f`; `.then` is inside the short circuit and evaluates `a` once.
 */
function writeAwaitInChain(call: SyntaxNode, chain: SyntaxNode, file: FileRewrite): void {
  const rest = { start: call.end, end: chain.end }
  const inRest = [...chain.descendants()].filter((node) => node.start >= rest.start)
  if (chain.parent?.string('operator') === 'delete' || inRest.some((node) => node.is('YieldExpression'))) {
    throw new UnsupportedRewrite('An optional chain that is deleted or yields cannot be awaited in its middle.', call)
  }
  writeAwait(chain, file)
  const isAsync = file.awaitedIn(rest).length > 0 || inRest.some((node) => node.is('AwaitExpression'))
  const name = inRest.some((node) => node.string('name') === 'value' && !node.isMemberName) ? 'awaitedValue' : 'value'
  file.edits.close(call, `.then(${isAsync ? 'async ' : ''}(${name}) => ${name}`)
  file.edits.close(chain, ')')
}
