import { ts } from 'ts-morph'
import type { CallUse, IterationUse } from '../model/calls.js'
import { outermost, useOfCall } from './syntax.js'
import { useOfValue, type ValueUse } from './value-uses.js'

/** Code that runs a generator by taking items from its iterator. */
export interface Iteration {
  kind: 'iterated'
  /** The iterator, or the call of one of its methods. */
  node: ts.Node
  use: CallUse | IterationUse
}

/** Looks one step outward from an expression that denotes a generator's iterator. */
export function useOfIterator(expression: ts.Node): ValueUse | Iteration {
  return iterationAt(expression) ?? useAsValue(expression)
}

function iterationAt(expression: ts.Node): Iteration | undefined {
  const value = outermost(expression)
  const { parent } = value
  if (ts.isYieldExpression(parent) && parent.asteriskToken) return { kind: 'iterated', node: expression, use: 'delegated' }
  if (takesItems(parent, value)) return { kind: 'iterated', node: expression, use: 'iterated' }
  const step = stepThrough(parent, value)
  return step && { kind: 'iterated', node: step, use: useOfCall(step) }
}

function takesItems(parent: ts.Node, value: ts.Node): boolean {
  if (ts.isForOfStatement(parent)) return parent.expression === value
  if (ts.isSpreadElement(parent)) return true
  if (ts.isVariableDeclaration(parent)) return isPlainPattern(parent.name)
  if (ts.isBinaryExpression(parent)) return parent.right === value && isPlainAssignment(parent)
  return isCollector(parent, value)
}

/** Where a default value runs code between two items, no list of items can stand for the iterator. */
function isPlainPattern(name: ts.BindingName): boolean {
  return ts.isArrayBindingPattern(name) && !hasDefault(name)
}

function hasDefault(name: ts.BindingName): boolean {
  return !ts.isIdentifier(name) && name.elements.some((element) => ts.isBindingElement(element) && (element.initializer !== undefined || hasDefault(element.name)))
}

/** `[a, b] = items` as a statement; as an expression its value would be the iterator. */
function isPlainAssignment({ left, operatorToken, parent }: ts.BinaryExpression): boolean {
  return operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isExpressionStatement(parent)
    && ts.isArrayLiteralExpression(left) && left.elements.every(isPlainTarget)
}

function isPlainTarget(target: ts.Expression): boolean {
  if (ts.isSpreadElement(target) || ts.isPropertyAccessExpression(target)) return isPlainTarget(target.expression)
  return ts.isIdentifier(target) || ts.isOmittedExpression(target) || target.kind === ts.SyntaxKind.ThisKeyword
}

const collectors = new Set(['Array.from', 'Object.fromEntries', 'Set', 'Map'])

/** `Array.from(items)`, `new Set(items)`: with nothing else to run for each item. */
function isCollector(node: ts.Node, items: ts.Node): boolean {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false
  return node.arguments?.length === 1 && node.arguments[0] === items && collectors.has(node.expression.getText())
}

/** `iterator.next()`, with the parentheses and assertions around the call left aside. */
function stepThrough(member: ts.Node, iterator: ts.Node): ts.CallExpression | undefined {
  if (!ts.isPropertyAccessExpression(member) || member.expression !== iterator) return undefined
  const isStep = ['next', 'return', 'throw'].includes(member.name.text)
  return isStep && ts.isCallExpression(member.parent) && member.parent.expression === member ? member.parent : undefined
}

/** Code that does more with an iterator than pass it on or drop it is not known to take an async one. */
function useAsValue(expression: ts.Node): ValueUse {
  const { parent } = outermost(expression)
  if (ts.isPropertyAccessExpression(parent)) return { kind: 'escapes', to: `the iterator's ${parent.name.text}` }
  const use = useOfValue(expression)
  switch (use.kind) {
    case 'bound':
      return ts.isIdentifier(use.name) ? use : { kind: 'escapes', to: 'a pattern that takes it apart' }
    case 'assigned':
      return isPattern(use.target) ? { kind: 'escapes', to: 'a pattern that takes it apart' } : use
    case 'called':
    case 'constructed':
    case 'member':
    case 'default-export':
      return { kind: 'escapes', to: 'code that cannot be followed' }
    case 'harmless':
      return leavesAlone(parent) ? use : { kind: 'escapes', to: 'code that cannot be followed' }
    case 'returned':
      return isFollowed(use.from) ? use : { kind: 'escapes', to: 'whoever iterates over the result' }
    default:
      return use
  }
}

function isPattern(target: ts.Expression): boolean {
  return ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target)
}

function leavesAlone(parent: ts.Node): boolean {
  return ts.isExpressionStatement(parent) || ts.isTypeOfExpression(parent) || ts.isVoidExpression(parent) || ts.isPrefixUnaryExpression(parent)
    || ts.isIfStatement(parent) || ts.isConditionalExpression(parent) || ts.isBinaryExpression(parent)
}

/** What JavaScript itself calls, as `[Symbol.iterator]()`, has callers that nobody can list; so has what an iterator returns in the end. */
function isFollowed(from: ts.FunctionLikeDeclaration): boolean {
  const isGenerator = 'asteriskToken' in from && from.asteriskToken !== undefined
  return !isGenerator && !ts.isAccessor(from) && !(from.name && ts.isComputedPropertyName(from.name))
}
