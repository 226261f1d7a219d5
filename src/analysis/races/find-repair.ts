import { ts } from 'ts-morph'
import type { Hoist, RaceRepair } from '../../model/races.js'
import { statementsOf } from '../blocks/leaving.js'
import { allNodes, ownNodes } from '../blocks/references.js'
import { isConditional, isWait } from '../blocks/stretches.js'
import { spanOf } from '../function-registry.js'
import { outermost } from '../syntax.js'
import { isAssignment, isStep } from './accesses.js'
import { nameForValue } from './value-names.js'

/** The two ends of a race, and what is known of the code between them. */
export interface RepairRequest {
  read: ts.Node
  write: ts.Node
  /** It reads or writes the state that the race is about. */
  touches: (node: ts.Node) => boolean
  /** A call that cannot change that state. */
  isQuiet: (call: ts.Node) => boolean
  /** A call that does nothing but look at shared state. */
  isLook: (call: ts.Node) => boolean
}

/** `n += f()` → `const more = await f()`, `n += more`: what may be awaited ahead of a statement so that it reads and writes in one step. */
export function findHoists(request: RepairRequest): RaceRepair | undefined {
  const { read, write } = request
  const statement = ts.findAncestor(write, ts.isStatement)
  const isOfOne = statement && isPlain(statement) && read.pos >= statement.pos && read.end <= statement.end && !isInFunctionOf(read, statement) && !isInFunctionOf(write, statement)
  if (!isOfOne || !hasSafeReceiver(write)) return undefined
  const hoists = operandsOf(statement, write).filter((expression) => canGoAhead(expression, statement, request)).map((expression): Hoist => {
    return { expression: spanOf(expression), name: nameForValue(expression, write) }
  })
  return hoists.length > 0 ? { by: 'hoist', statement: spanOf(statement), isAlone: statementsOf(statement.parent) === undefined, hoists } : undefined
}

function isPlain(statement: ts.Statement): boolean {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.length === 1 && !statement.modifiers
  return ts.isExpressionStatement(statement) || ts.isReturnStatement(statement)
}

function isInFunctionOf(node: ts.Node, statement: ts.Node): boolean {
  return ts.findAncestor(node, (around) => (around === statement ? 'quit' : ts.isFunctionLike(around))) !== undefined
}

/** All that is computed besides the state itself, or else each call with what is read off its result. */
function operandsOf(statement: ts.Statement, write: ts.Node): ts.Expression[] {
  if (ts.isBinaryExpression(write)) {
    const { left, right, operatorToken: { kind } } = write
    if (kind !== ts.SyntaxKind.EqualsToken) return [right]
    if (ts.isBinaryExpression(right) && right.left.getText() === left.getText()) return [right.right]
  }
  return [...ownNodes(statement)].filter(ts.isCallExpression).map(withMembers)
}

function withMembers(call: ts.CallExpression): ts.Expression {
  let node: ts.Node = call
  for (let outer = outermost(node); ; node = outer, outer = outermost(node)) {
    if (ts.isAwaitExpression(outer.parent)) outer = outer.parent
    else if (ts.isPropertyAccessExpression(outer.parent) && !isCallee(outer.parent)) outer = outer.parent
    else return ts.isExpression(outer) ? outer : call
  }
}

function isCallee(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression === node
}

/** Nothing of weight comes before it, it is computed in any case, and does not touch the state. */
function canGoAhead(expression: ts.Expression, statement: ts.Statement, { touches, isQuiet, isLook }: RepairRequest): boolean {
  for (let node: ts.Node = expression; node !== statement; node = node.parent) if (isConditional(node)) return false
  const inside = [...allNodes(expression)]
  if (inside.some((node) => touches(node) || changesSomething(node) || ts.isCallChain(node) || ts.isYieldExpression(node))) return false
  if (!inside.filter((node) => ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)).every(isQuiet)) return false
  const before = [...ownNodes(statement)].filter((node) => node.end <= expression.getStart() && node.end > node.getStart())
  return before.every((node) => !changesSomething(node) && !isWait(node) && !ts.isNewExpression(node) && !ts.isTaggedTemplateExpression(node)
    && (!ts.isCallExpression(node) || isLook(node)))
}

function changesSomething(node: ts.Node): boolean {
  return isStep(node) || ts.isDeleteExpression(node) || (ts.isBinaryExpression(node) && isAssignment(node))
}

/** Reading the state cannot fail, so that it may as well be read after the wait: `n`, `this.n`, `stats.n` of a constant. */
function hasSafeReceiver(write: ts.Node): boolean {
  const target = ts.isBinaryExpression(write) ? write.left : isStep(write) ? write.operand : ts.isCallExpression(write) ? write.expression : undefined
  if (!target || ts.isIdentifier(target)) return target !== undefined
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) return false
  const receiver = outermost(target.expression)
  return receiver.kind === ts.SyntaxKind.ThisKeyword || ts.isIdentifier(receiver)
    || (ts.isPropertyAccessExpression(receiver) && receiver.expression.kind === ts.SyntaxKind.ThisKeyword)
}
