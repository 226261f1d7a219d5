import { ts } from 'ts-morph'
import { valueOf } from '../resolve-functions.js'
import type { Symbols } from '../symbols.js'
import { innermost } from '../syntax.js'

/** The text of SQL as far as it is known, with `?` for the rest. */
export function sqlText(expression: ts.Expression, symbols: Symbols): string {
  return textOf(expression, symbols, 4)
}

/** The statements of SQL, without comments. */
export function sqlStatements(sql: string): string[] {
  return sql.replace(/--[^\n]*/g, '').split(';').map((statement) => statement.trim()).filter((statement) => statement !== '')
}

function textOf(expression: ts.Expression, symbols: Symbols, depth: number): string {
  const node = innermost(expression)
  if (ts.isStringLiteralLike(node)) return node.text
  if (depth === 0) return '?'
  if (ts.isTaggedTemplateExpression(node)) return textOf(node.template, symbols, depth)
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map((span) => textOf(span.expression, symbols, depth - 1) + span.literal.text).join('')
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return textOf(node.left, symbols, depth) + textOf(node.right, symbols, depth)
  }
  const constant = ts.isIdentifier(node) ? symbols.declarationsAt(node).find(isConstant) : undefined
  const value = constant && valueOf(constant)
  return value ? textOf(value, symbols, depth - 1) : '?'
}

function isConstant(declaration: ts.Declaration): boolean {
  return ts.isVariableDeclaration(declaration) && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0
}
