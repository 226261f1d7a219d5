// before: items.forEach(async (item) => { … })
// after:  for (const item of items) { … }

import type { Span } from '../src/model/ids.js'
import type { FileRewrite } from './file-rewrite.js'
import { mayHaveHoles } from './holes.js'
import { endOfHead, readHead } from './loop-head.js'
import type { ForEachMethod, LoopHead } from './loop-head.js'
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
  head: LoopHead
  returns: LoopReturn[]
}

const mutators = new Set(['push', 'pop', 'shift', 'unshift', 'splice'])

/** Reads a `forEach` call as a loop; undefined where a loop might do something else. */
export function findLoop(call: SyntaxNode, method: ForEachMethod, { tree, parts }: FileRewrite): Loop | undefined {
  const [callback, ...others] = call.list('arguments')
  const body = callback?.child('body')
  const isAlone = call.parent?.is('ExpressionStatement') === true && !call.isParenthesized && others.length === 0
  if (!isAlone || !body || !callback || !isPlainFunction(callback)) return undefined
  const [receiver, returns, head] = [receiverOf(call, tree), findReturns(body), readHead(callback, method, parts)]
  const isShortCircuit = call.is('OptionalCallExpression') && (!receiver.isOptional || call.has('optional'))
  if (!returns || !head || isShortCircuit) return undefined
  const loop = { call, receiver, callback, body, bodySpan: { start: bodyStart(callback, body, tree), end: callback.end }, head, returns }
  return fitsLoop(loop, tree) ? loop : undefined
}

/** Turns the text around receiver, parameters and body into a loop's, and leaves receiver and body where they are. */
export function writeLoop(loop: Loop, file: FileRewrite): void {
  const { call, receiver, callback, body, bodySpan, head } = loop
  const { edits, tree } = file
  const { eol, indent, bareBodies } = file.parts.style
  file.inlined.add(callback)
  if (!head.walked) file.moved.add(receiver.node)
  const label = takeLabel(loop, file)
  edits.open(call, `${label && `${label}: `}for (${isReassigned(loop) ? 'let' : 'const'} ${head.variable} of `)
  const outer = tree.indentAt(call.start)
  const isBlock = body.is('BlockStatement')
  const isBare = isBlock || bareBodies
  edits.replace({ start: receiver.end, end: bodySpan.start }, endOfHead(head, receiver) + (isBare ? '' : `{${eol}${outer}${indent}`))
  const end = semicolon(file.parts.style)
  edits.replace({ start: bodySpan.end, end: endOfStatement(call, tree) }, isBlock ? '' : isBare ? end : `${end}${eol}${outer}}`)
  for (const returned of loop.returns) writeContinue(returned, { body, label }, file)
}

/** A label for a loop that an inner loop has to go on with; empty for any other. */
function takeLabel({ call, callback, returns }: Loop, { labels }: FileRewrite): string {
  if (!returns.some(({ isInInnerLoop }) => isInInnerLoop)) return ''
  const labelled = [...call.ancestors(), ...call.descendants()].filter((node) => node.is('LabeledStatement'))
  const around = [...call.ancestors()].flatMap((node) => labels.get(node) ?? [])
  const taken = new Set([...labelled.map((node) => node.child('label')?.string('name')), ...around])
  let label = 'outer'
  for (let count = 2; taken.has(label); count++) label = `outer${count}`
  labels.set(callback, label)
  return label
}

function isPlainFunction(callback: SyntaxNode): boolean {
  return callback.is('ArrowFunctionExpression', 'FunctionExpression') && !callback.isParenthesized
    && !callback.has('generator') && !callback.child('id') && !callback.child('typeParameters')
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
  const meansOtherItems = mutates(loop, tree) || mayHaveHoles(receiver.node, tree)
  return !(usesOwnThis(loop) || declaresVar || startsAmiss || meansOtherItems || isShadowed || losesComment || hasDirective)
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
    mutators.has(node.child('property')?.string('name') ?? '') && tree.text(node.child('object') ?? node) === text)
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
