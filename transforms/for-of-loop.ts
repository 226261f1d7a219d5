// before: items.forEach(async (item) => { … })
// after:  for (const item of items) { … }

import type { Span } from '../src/model/ids.js'
import { writeAwait } from './await-call.js'
import type { FileRewrite } from './file-rewrite.js'
import { findReturns, ownNodes, writeContinue } from './loop-returns.js'
import type { LoopReturn } from './loop-returns.js'
import { receiverOf } from './receiver.js'
import type { Receiver } from './receiver.js'
import { semicolon } from './style.js'
import type { SyntaxNode } from './syntax-node.js'
import { functionTypes } from './syntax-tree.js'
import type { SyntaxTree } from './syntax-tree.js'

/** A `forEach` statement that a `for…of` can take the place of. */
export interface Loop {
  call: SyntaxNode
  receiver: Receiver
  callback: SyntaxNode
  body: SyntaxNode
  /** The body with the parentheses around it. */
  bodySpan: Span
  returns: LoopReturn[]
}

const mutators = new Set(['push', 'pop', 'shift', 'unshift', 'splice'])

/** Reads a `forEach` call as a loop; undefined where a loop might do something else. */
export function findLoop(call: SyntaxNode, file: FileRewrite): Loop | undefined {
  const { tree } = file
  const [callback, ...others] = call.list('arguments')
  const body = callback?.child('body')
  const isAlone = call.parent?.is('ExpressionStatement') === true && !call.isParenthesized && others.length === 0
  const isInline = callback?.is('ArrowFunctionExpression', 'FunctionExpression') === true && !callback.isParenthesized
  if (!isAlone || !isInline || !body) return undefined
  const receiver = receiverOf(call, tree)
  const returns = findReturns(body)
  const bodySpan = { start: bodyStart(callback, body, tree), end: callback.end }
  const loop = { call, receiver, callback, body, bodySpan, returns: returns ?? [] }
  const fits = hasPlainSignature(loop) && isPlainReceiver(loop) && fitsLoop(loop, tree) && !returnsDoubtfully(loop, file)
  return returns && fits ? loop : undefined
}

/** Turns the text around receiver, parameters and body into a loop's, and leaves receiver and body where they are. */
export function writeLoop(loop: Loop, file: FileRewrite): void {
  const { call, receiver, callback, body, bodySpan } = loop
  const { edits, tree } = file
  const { eol, indent, bareBodies } = file.parts.style
  const [item, index] = callback.list('params').map((param) => withoutType(param, tree))
  const keyword = isReassigned(loop) ? 'let' : 'const'
  file.inlined.add(callback)
  if (!index) file.moved.add(receiver.node)
  edits.open(call, `for (${keyword} ${index ? `[${index}, ${item ?? ''}]` : item ?? ''} of `)
  const head = `${receiver.isOptional ? ' ?? []' : ''}${index ? '.entries()' : ''}) `
  const outer = tree.indentAt(call.start)
  const isBlock = body.is('BlockStatement')
  const isBare = isBlock || bareBodies
  edits.replace({ start: receiver.end, end: bodySpan.start }, isBare ? head : `${head}{${eol}${outer}${indent}`)
  const end = semicolon(file.parts.style)
  edits.replace({ start: bodySpan.end, end: endOfStatement(call, tree) }, isBlock ? '' : isBare ? end : `${end}${eol}${outer}}`)
  if (!isBlock) awaitResult(body, loop, file)
  for (const returned of loop.returns) {
    writeContinue(returned, body, file)
    if (returned.expression) awaitResult(returned.expression, loop, file)
  }
}

/**
 * A callback may return its promise without `await`, since its caller waits for it; a loop has no caller. Where the
 * plan awaits nothing else, the returned call must be what made the callback async.
 */
function awaitResult(result: SyntaxNode, { callback }: Loop, file: FileRewrite): void {
  for (const call of resultCalls(result)) {
    if (!file.awaits(call) && returnsPromise(call, callback, file)) writeAwait(call, file)
  }
}

function returnsPromise(call: SyntaxNode, callback: SyntaxNode, file: FileRewrite): boolean {
  return file.swapOf(call) !== undefined || !file.awaitsWithin(callback)
}

/** Whether a returned call may be a promise: `(x) => save(await load(x))`, but not `(x) => list.push(await load(x))`. */
function returnsDoubtfully({ callback, body, returns }: Loop, file: FileRewrite): boolean {
  const results = [...body.is('BlockStatement') ? [] : [body], ...returns.flatMap(({ expression }) => expression ?? [])]
  return results.flatMap(resultCalls).some((call) =>
    !file.awaits(call) && !returnsPromise(call, callback, file) && !mutators.has(methodName(call.child('callee'))))
}

/** The calls of which one gives an expression's value. */
function resultCalls(node: SyntaxNode): SyntaxNode[] {
  if (node.is('CallExpression', 'OptionalCallExpression')) return [node]
  const branches = ['consequent', 'alternate', ...node.is('LogicalExpression') ? ['left', 'right'] : []]
  return branches.flatMap((field) => node.list(field)).flatMap(resultCalls)
}

function hasPlainSignature({ callback }: Loop): boolean {
  const [item, index, ...others] = callback.list('params')
  const isPlain = (param: SyntaxNode) => !param.has('optional')
    && ![...param.descendants()].some((node) => node.is('CallExpression', 'OptionalCallExpression', 'AwaitExpression'))
  return !callback.has('generator') && !callback.child('id') && !callback.child('typeParameters') && others.length === 0
    && item?.is('Identifier', 'ObjectPattern', 'ArrayPattern') === true && item.string('name') !== 'this' && isPlain(item)
    && (!index || (index.is('Identifier') && isPlain(index)))
}

/** `items?.forEach` loops over `items ?? []`; a `?.` further down would need more. */
function isPlainReceiver({ call, receiver, callback }: Loop): boolean {
  if (!call.is('OptionalCallExpression')) return true
  return receiver.isOptional && !call.has('optional') && callback.list('params').length === 1
}

function fitsLoop(loop: Loop, tree: SyntaxTree): boolean {
  const { call, receiver, callback, body, bodySpan } = loop
  const declaresVar = [...ownNodes(body)].some((node) => node.is('VariableDeclaration') && node.string('kind') === 'var')
  const startsAmiss = /^(function|class|let)\b/.test(tree.text(bodySpan))
  const params = namesIn(callback.list('params'))
  const isShadowed = namesIn([receiver.node]).some((name) => params.includes(name))
  const lost = [{ start: receiver.end, end: bodySpan.start }, { start: callback.end, end: call.end }]
  const losesComment = lost.some((span) => tree.commentsIn(span).length > 0)
  const hasDirective = body.list('directives').length > 0
  return !(usesOwnThis(loop) || declaresVar || startsAmiss || mutates(loop, tree) || isShadowed || losesComment || hasDirective)
}

function usesOwnThis({ callback, body }: Loop): boolean {
  const inArrows = body.descendants((node) => node.is('ArrowFunctionExpression') || !node.is(...functionTypes, 'ClassBody'))
  return !callback.is('ArrowFunctionExpression')
    && [...inArrows].some((node) => node.is('ThisExpression', 'MetaProperty') || node.string('name') === 'arguments')
}

/** `forEach` fixes the length at its start; a loop would also visit what is added. */
function mutates({ receiver, body }: Loop, tree: SyntaxTree): boolean {
  const text = tree.text(receiver.node)
  return [...body.descendants()].some((node) =>
    mutators.has(methodName(node)) && tree.text(node.child('object') ?? node) === text)
}

function methodName(member: SyntaxNode | undefined): string {
  return member?.child('property')?.string('name') ?? ''
}

function isReassigned({ callback, body }: Loop): boolean {
  const params = namesIn(callback.list('params'))
  const targets = [...body.descendants()].flatMap((node) => {
    if (node.is('UpdateExpression')) return node.list('argument')
    return node.is('AssignmentExpression', 'ForOfStatement', 'ForInStatement') ? node.list('left') : []
  })
  const assigned = targets.filter((target) => !target.is('MemberExpression', 'VariableDeclaration'))
  return namesIn(assigned).some((name) => params.includes(name))
}

function namesIn(nodes: SyntaxNode[]): string[] {
  const inside = nodes.flatMap((node) => [...node.descendants()])
  return inside.filter((node) => node.is('Identifier')).map((node) => node.string('name'))
}

function withoutType(param: SyntaxNode, tree: SyntaxTree): string {
  return tree.text({ start: param.start, end: param.child('typeAnnotation')?.start ?? param.end })
}

/** The start of the body, before the parentheses that an arrow's expression may be in. */
function bodyStart(callback: SyntaxNode, body: SyntaxNode, tree: SyntaxTree): number {
  let start = body.start
  let token = tree.tokenBefore(start)
  while (token?.text === '(' && token.start > callback.start) {
    start = token.start
    token = tree.tokenBefore(start)
  }
  return start
}

/** The end of the statement with its `;`, unless that opens the next line. */
function endOfStatement(call: SyntaxNode, tree: SyntaxTree): number {
  const next = tree.tokenAfter(call.end)
  const isOwn = next?.text === ';' && !tree.text({ start: call.end, end: next.start }).includes('\n')
  return isOwn ? next.end : call.end
}
