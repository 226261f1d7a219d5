import { ts } from 'ts-morph'
import { innermost } from '../syntax.js'

/** Functions that only put texts together. */
const plain = /^(path\.)?(join|resolve|basename|dirname|extname|normalize)$|^String$/

/** Whether an expression gives a value for sure, as far as people write: `a.b.c` is taken to be there, and calls are not. */
export function cannotThrow(expression: ts.Expression): boolean {
  const node = innermost(expression)
  if (ts.isIdentifier(node) || ts.isLiteralExpression(node) || isKeyword(node)) return true
  if (ts.isPropertyAccessExpression(node)) return cannotThrow(node.expression)
  if (ts.isTemplateExpression(node)) return node.templateSpans.every((span) => cannotThrow(span.expression))
  if (ts.isBinaryExpression(node)) return node.operatorToken.kind === ts.SyntaxKind.PlusToken && cannotThrow(node.left) && cannotThrow(node.right)
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(cannotThrow)
  if (ts.isObjectLiteralExpression(node)) return node.properties.every((property) => (ts.isPropertyAssignment(property) ? cannotThrow(property.initializer) : ts.isShorthandPropertyAssignment(property)))
  return ts.isCallExpression(node) && plain.test(node.expression.getText()) && node.arguments.every(cannotThrow)
}

const keywords: ReadonlySet<ts.SyntaxKind> = new Set([ts.SyntaxKind.ThisKeyword, ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword])

function isKeyword({ kind }: ts.Node): boolean {
  return keywords.has(kind)
}
