import type { SyntaxNode } from './syntax-node.js'
import type { SyntaxTree } from './syntax-tree.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

/** The object of a method call. */
export interface Receiver {
  node: SyntaxNode
  /** Behind the parentheses around it, if it has any. */
  end: number
  /** The end of the callee, type arguments included. */
  calleeEnd: number
  /** The method is reached by `?.`. */
  isOptional: boolean
}

/** Takes `items.map(…)` apart. */
export function receiverOf(call: SyntaxNode, tree: SyntaxTree): Receiver {
  const callee = call.child('callee')
  const [node, property] = [callee?.child('object'), callee?.child('property')]
  const dot = property && tree.tokenBefore(property.start)
  const last = dot && tree.tokenBefore(dot.start)
  if (!callee || !node || !last || callee.isParenthesized) throw new UnsupportedRewrite('This is not a method call.', call)
  const typeArguments = call.child('typeParameters') ?? call.child('typeArguments')
  return { node, end: last.end, calleeEnd: typeArguments?.end ?? callee.end, isOptional: callee.has('optional') }
}

/** `ids`, `this.ids`, `request.body?.ids`: reading it again, or in vain, does nothing else. */
export function isPlainPath(node: SyntaxNode): boolean {
  if (node.isParenthesized) return false
  if (node.is('Identifier', 'ThisExpression')) return true
  const object = node.is('MemberExpression', 'OptionalMemberExpression') && !node.has('computed') && node.child('object')
  return object ? isPlainPath(object) : false
}
