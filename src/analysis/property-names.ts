import { ts } from 'ts-morph'
import type { Symbols } from './symbols.js'
import type { Access } from './value-uses.js'

/** The name of a property where it is written or read, as far as it is known before the program runs. */
export function stepInto(name: ts.Node, symbols: Symbols): string | undefined {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text
  return ts.isComputedPropertyName(name) ? constantText(name.expression, symbols) : undefined
}

/** The name of the property that an access reads; undefined where it is computed. */
export function accessedName(access: Access, symbols: Symbols): string | undefined {
  return ts.isPropertyAccessExpression(access) ? access.name.text : constantText(access.argumentExpression, symbols)
}

/** `'read'`, a constant that is one, a template of such, or `Symbol.iterator`, which is no text but as good a name. */
function constantText(expression: ts.Expression, symbols: Symbols): string | undefined {
  if (ts.isStringLiteralLike(expression) || ts.isNumericLiteral(expression)) return expression.text
  if (ts.isTemplateExpression(expression)) {
    const parts = expression.templateSpans.map((span) => [constantText(span.expression, symbols), span.literal.text])
    return parts.flat().includes(undefined) ? undefined : expression.head.text + parts.flat().join('')
  }
  if (ts.isPropertyAccessExpression(expression) && expression.expression.getText() === 'Symbol') return `[${expression.getText()}]`
  return ts.isIdentifier(expression) || ts.isPropertyAccessExpression(expression) ? symbols.literalAt(expression) : undefined
}
