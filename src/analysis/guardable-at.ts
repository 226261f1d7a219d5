import { ts } from 'ts-morph'
import type { ApiOrigins } from './api-origin.js'
import { innermost } from './syntax.js'

/** The expression that hands a handler over, where the guard of unblock-runtime can go around it; undefined where it is there already. */
export function guardableAt(place: ts.Node, origins: ApiOrigins): ts.Expression | undefined {
  return isValue(place) && !isGuard(place.parent, origins) && !holdsGuard(place, origins) ? place : undefined
}

/** A whole value of its own: an argument, an element of a list, the value of a property; no name of a method or of an export, and no list after `...`. */
function isValue(node: ts.Node): node is ts.Expression {
  const { parent } = node
  if (ts.isCallExpression(parent)) return parent.arguments.some((argument) => argument === node)
  return ts.isPropertyAssignment(parent) ? parent.initializer === node : ts.isArrayLiteralExpression(parent)
}

/** `wrap(asyncOnly(handler))` */
function holdsGuard(expression: ts.Expression, origins: ApiOrigins): boolean {
  const node = innermost(expression)
  return isGuard(node, origins) || (ts.isCallExpression(node) && node.arguments.some((argument) => holdsGuard(argument, origins)))
}

/** `asyncOnly(handler)`, which gives what it is given. */
export function isGuard(node: ts.Node, origins: ApiOrigins): boolean {
  if (!ts.isCallExpression(node)) return false
  const origin = origins.of(node.expression)
  return origin?.module === 'unblock-runtime/guard' && origin.path.join('.') === 'asyncOnly'
}
