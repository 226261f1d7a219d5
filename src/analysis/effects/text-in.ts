import { ts } from 'ts-morph'
import type { Symbols } from '../symbols.js'
import { type Bound, follow } from './bindings.js'

/** Text as far as it is known, with `?` for the rest. */
export function textIn(bound: Bound, symbols: Symbols, depth = 4): string {
  const { expression: node, bindings } = follow(bound, symbols)
  const inner = (expression: ts.Expression): string => textIn({ expression, bindings }, symbols, depth - 1)
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return node.text
  if (depth === 0) return '?'
  if (ts.isTaggedTemplateExpression(node)) return inner(node.template)
  if (ts.isTemplateExpression(node)) return node.head.text + node.templateSpans.map((span) => inner(span.expression) + span.literal.text).join('')
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken ? inner(node.left) + inner(node.right) : '?'
}
