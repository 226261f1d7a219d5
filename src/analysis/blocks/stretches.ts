import { ts } from 'ts-morph'
import type { DatabasePoint } from '../database/database-work.js'
import type { Scope } from '../function-registry.js'
import type { Stretch } from './block-tools.js'
import { alwaysLeaves } from './leaving.js'
import { ownNodes } from './references.js'

/** Calls that belong together, or an `await` that stands between them in some cases only. */
export interface FoundStretch {
  points: Stretch
  /** Where other code comes between the calls, unless a condition says otherwise. */
  tornBy?: ts.Node
}

/** Groups a function's calls on databases: where code always waits between two of them, one stretch ends. */
export function findStretches(scope: Scope, points: readonly DatabasePoint[]): FoundStretch[] {
  const waits = [...waitsIn(scope)]
  const found: FoundStretch[] = []
  for (const point of points) {
    const open = found.at(-1)
    const last = open?.points.at(-1)
    if (open?.points.every(({ call }) => neverComesTo(point.call, call, scope))) {
      found.push({ points: [point] })
      continue
    }
    const between = last ? waits.filter((wait) => isBetween(wait, last.call, point.call)) : []
    if (!open || !last || between.some((wait) => isAlwaysPassed(wait, last.call, point.call))) found.push({ points: [point] })
    else {
      const [wait = open.tornBy] = between
      found[found.length - 1] = { points: [...open.points, point], ...(wait && { tornBy: wait }) }
    }
  }
  return found
}

/** Whether what follows a call in the text is not run after it: the branch that the call stands in leaves the function. */
function neverComesTo(later: ts.Node, call: ts.Node, scope: Scope): boolean {
  for (let node = call; node !== scope && !ts.isFunctionLike(node) && !holds(node, later); node = node.parent) {
    if (isBranch(node) && ts.isStatement(node) && alwaysLeaves(node) && endsOnlyByReturn(node, later)) return true
  }
  return false
}

/** No loop goes on after it, or comes back to it, and the later call is in no `catch` or `finally` that hears of it. */
function endsOnlyByReturn(branch: ts.Node, later: ts.Node): boolean {
  const nodes = [...ownNodes(branch)]
  if (nodes.some((node) => ts.isBreakOrContinueStatement(node))) return false
  for (let node = branch.parent; !ts.isFunctionLike(node) && !ts.isSourceFile(node); node = node.parent) {
    const isHeard = ts.isTryStatement(node) && !holds(node.tryBlock, later)
    if (isHeard || ts.isIterationStatement(node, false)) return false
  }
  return true
}

/** Where a function lets other code run: `await`, `yield`, each round of `for await`. */
export function* waitsIn(scope: ts.Node): Generator<ts.Node> {
  const children: ts.Node[] = []
  scope.forEachChild((child) => { children.push(child) })
  for (const child of children) for (const node of ownNodes(child)) if (isWait(node)) yield node
}

/** Whether other code runs before this node's value is there. */
export function isWait(node: ts.Node): boolean {
  return ts.isAwaitExpression(node) || ts.isYieldExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)
}

function isBetween(wait: ts.Node, before: ts.Node, after: ts.Node): boolean {
  if (wait.end < before.end || wait.end > after.end) return false
  // The operand of an `await` belongs to the time before it.
  return wait.end <= after.getStart() && !isOnlyOnTheWayOut(wait, before)
}

/** In a branch that does not come back: what follows it runs without having waited. */
function isOnlyOnTheWayOut(wait: ts.Node, before: ts.Node): boolean {
  for (let node = wait; !ts.isFunctionLike(node) && !ts.isSourceFile(node); node = node.parent) {
    if (isBranch(node) && ts.isStatement(node) && alwaysLeaves(node) && !(node.pos <= before.pos && before.end <= node.end)) return true
  }
  return false
}

function isBranch(node: ts.Node): boolean {
  return ts.isIfStatement(node.parent) && node !== node.parent.expression
}

/** Whether no way leads from one call to the other around an `await`. */
function isAlwaysPassed(wait: ts.Node, before: ts.Node, after: ts.Node): boolean {
  for (let node = wait; !holds(node.parent, before) && !holds(node.parent, after); node = node.parent) {
    if (isConditional(node)) return false
  }
  return true
}

function holds(around: ts.Node, node: ts.Node): boolean {
  return ts.isSourceFile(around) || (around.pos <= node.pos && node.end <= around.end)
}

/** Whether a node may be left out where the one around it runs. */
export function isConditional(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isIfStatement(parent) || ts.isConditionalExpression(parent)) return node !== (ts.isIfStatement(parent) ? parent.expression : parent.condition)
  if (ts.isBinaryExpression(parent)) return node === parent.right && shortCircuits.has(parent.operatorToken.kind)
  if (ts.isForStatement(parent)) return node !== parent.initializer
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return node !== parent.expression
  if (ts.isDoStatement(parent)) return false
  if (ts.isTryStatement(parent)) return node === parent.catchClause
  if ('questionDotToken' in parent && parent.questionDotToken !== undefined) return 'expression' in parent && parent.expression !== node
  if (ts.isBindingElement(parent) || ts.isParameter(parent)) return node === parent.initializer
  return ts.isWhileStatement(parent) || ts.isCaseOrDefaultClause(parent) || ts.isFunctionLike(parent) || ts.isClassLike(parent)
}

const shortCircuits = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken, ts.SyntaxKind.BarBarEqualsToken, ts.SyntaxKind.QuestionQuestionEqualsToken,
])
