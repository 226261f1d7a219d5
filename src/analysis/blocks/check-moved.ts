import { ts } from 'ts-morph'
import type { BlockTools } from './block-tools.js'
import { CannotMove } from './cannot-move.js'
import { declarationOf, homeOf, ownNodes } from './references.js'
import { extractedBy, movedNodes, returnsIn, type Shape } from './shape.js'
import { isWait } from './stretches.js'

/** Throws where code would mean something else in a function of another module. */
export function checkMoved(shape: Shape, tools: BlockTools): void {
  const own = new Set(shape.moved.flatMap((node) => [...ownNodes(node)]))
  for (const node of movedNodes(shape)) {
    if (own.has(node)) checkOwn(node, shape)
    checkAny(node, tools)
    checkTie(node, tools)
  }
  for (const value of handedOut(shape)) checkHandedOut(value, tools)
}

/** What the block computes for statements that stay, and what it returns itself. */
function handedOut(shape: Shape): ts.Expression[] {
  const { moved, returns } = shape
  const returned = returns === 'value' ? moved.flatMap((node) => returnsIn(node)).flatMap(({ expression }) => expression ?? []) : []
  return [...extractedBy(shape), ...returned]
}

function checkHandedOut(value: ts.Expression, { types, work }: BlockTools): void {
  if (work.isDriverValue(value)) throw new CannotMove('driver-value-escapes', value)
  if (types.copying(value) === 'lost') throw new CannotMove('uncloneable-value', value)
}

function checkOwn(node: ts.Node, { returns, run }: Shape): void {
  if (isWait(node)) throw new CannotMove('torn-apart', node)
  if (ts.isReturnStatement(node) && returns === 'none') throw new CannotMove('unsupported', node, 'a return in the middle')
  if (ts.isBreakOrContinueStatement(node) && leavesRun(node, run)) throw new CannotMove('unsupported', node)
}

function leavesRun(jump: ts.BreakOrContinueStatement, run: readonly ts.Node[]): boolean {
  let node: ts.Node = jump
  while (!run.includes(node) && !isTarget(node, jump)) node = node.parent
  return !isTarget(node, jump)
}

function isTarget(node: ts.Node, jump: ts.BreakOrContinueStatement): boolean {
  if (jump.label) return ts.isLabeledStatement(node) && node.label.text === jump.label.text
  return ts.isIterationStatement(node, false) || (ts.isBreakStatement(jump) && ts.isSwitchStatement(node))
}

/** The thread has other variables of modules, other emitters and caches. */
function checkTie(node: ts.Node, { work }: BlockTools): void {
  const tie = isCallOfDriver(node, work) ? undefined : work.tieAt(node)
  if (tie) throw new CannotMove(tie.reason, node, tie.what)
}

function isCallOfDriver(node: ts.Node, work: BlockTools['work']): boolean {
  const callee = ts.isCallExpression(node) ? node.expression : undefined
  return callee !== undefined && ts.isPropertyAccessExpression(callee) && work.isDriverValue(callee.expression)
}

function checkAny(node: ts.Node, tools: BlockTools): void {
  const isOwnPlace = ts.isIdentifier(node) && ['__filename', 'arguments'].includes(node.text)
  if (isOwnPlace || node.kind === ts.SyntaxKind.SuperKeyword) throw new CannotMove('unsupported', node)
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.NewKeyword) throw new CannotMove('unsupported', node, 'new.target')
  const isAsync = ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
  if (isAsync) throw new CannotMove('unsupported', node, 'an async function')
  const thrown = ts.isThrowStatement(node) && ts.isNewExpression(node.expression) ? node.expression.expression : undefined
  if (thrown && !(ts.isIdentifier(thrown) && homeOf(declarationOf(thrown, tools)) === 'global')) {
    throw new CannotMove('uncloneable-value', node, thrown.getText())
  }
}
