import { ts } from 'ts-morph'
import type { Scope } from '../function-registry.js'
import { outermost } from '../syntax.js'
import type { BlockTools, Stretch } from './block-tools.js'
import { isConditional, waitsIn } from './stretches.js'

/** What has to move with each call: the loop that repeats it, the call whose callback it is in, the chain that goes on with a driver's value. */
export function anchorsOf(points: Stretch, scope: Scope, tools: BlockTools): ts.Node[] {
  return points.map(({ call }) => withChain(outOfRepetition(call, scope), tools))
}

/** The innermost node around all of these. */
export function commonAncestor(nodes: readonly ts.Node[]): ts.Node {
  const [first, ...others] = nodes
  if (!first) throw new Error('There is nothing to be around of')
  let around = first
  while (!others.every((node) => around.pos <= node.pos && node.end <= around.end)) around = around.parent
  return around
}

function outOfRepetition(call: ts.Node, scope: Scope): ts.Node {
  let found = call
  for (let node = call; node !== scope && !ts.isSourceFile(node); node = node.parent) {
    if (ts.isFunctionLike(node)) found = callWith(node)
    else if (isRepeatedPart(node) && !waitsEachRound(node.parent)) found = node.parent
  }
  return found
}

/** The call that a callback is handed to, or that runs it on the spot. */
function callWith(callback: ts.Node): ts.Node {
  const value = outermost(callback)
  return ts.isCallExpression(value.parent) ? value.parent : value
}

function isRepeatedPart(node: ts.Node): boolean {
  const { parent } = node
  return ts.isIterationStatement(parent, false) && (ts.isDoStatement(parent) || ts.isWhileStatement(parent) || isConditional(node))
}

function waitsEachRound(loop: ts.Node): boolean {
  if (ts.isForOfStatement(loop) && loop.awaitModifier) return true
  return [...waitsIn(loop)].some((wait) => {
    for (let node = wait; node.parent !== loop; node = node.parent) if (isConditional(node)) return false
    return true
  })
}

/** `db.prepare(sql)` → `db.prepare(sql).get(id)`, and what takes the items of an iterator. */
function withChain(node: ts.Node, { work }: BlockTools): ts.Node {
  let found = node
  while (ts.isExpression(found) && work.isDriverValue(found)) {
    const { parent } = found
    if (isLink(parent, found)) found = parent
    else if (ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent)) found = parent.parent
    else return found
  }
  return found
}

function isLink(parent: ts.Node, node: ts.Node): parent is ts.Expression {
  return (ts.isCallExpression(parent) && parent.expression === node) || ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)
    || ts.isAsExpression(parent) || ts.isSpreadElement(parent) || ts.isArrayLiteralExpression(parent)
}
