import { ts } from 'ts-morph'
import type { Symbols } from '../symbols.js'

/** The paths that an expression stands for; undefined for a handler. What is known at run time only keeps its text. */
export function pathsIn(node: ts.Expression, symbols: Symbols): string[] | undefined {
  if (ts.isArrayLiteralExpression(node)) {
    const elements = node.elements.map((element) => pathsIn(element, symbols))
    return elements.length > 0 && elements.every((paths) => paths !== undefined) ? elements.flat() : undefined
  }
  if (ts.isRegularExpressionLiteral(node)) return [node.text]
  return ts.isStringLiteralLike(node) || symbols.typeAt(node).flags & ts.TypeFlags.StringLike ? [textIn(node, symbols)] : undefined
}

/** A string as a template would spell it: `${prefix}/x`. */
function textIn(node: ts.Expression, symbols: Symbols): string {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node)) return node.getText().slice(1, -1)
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) return textIn(node.left, symbols) + textIn(node.right, symbols)
  const type = symbols.typeAt(node)
  return type.isStringLiteral() ? type.value : interpolation(node)
}

/** What stands for a path, in words, where nothing of it is known. */
export function interpolation(node: ts.Expression): string {
  return `\${${node.getText().replace(/\s+/g, ' ')}}`
}

/** `/api` and `/users` make `/api/users`; a router's own root is the path that it is mounted at. */
export function joinPaths(prefix: string, path: string): string {
  const base = prefix.replace(/\/+$/, '')
  if (base === '') return path
  const rest = path === '/' ? '' : path
  return rest === '' || rest.startsWith('/') ? base + rest : `${base}/${rest}`
}
