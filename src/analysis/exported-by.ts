import { ts } from 'ts-morph'
import type { Symbols } from './symbols.js'
import { innermost } from './syntax.js'

/** What `require` of a module of the project gives: the values that are assigned to its `module.exports`. */
export function exportedBy(specifier: ts.StringLiteral, symbols: Symbols): ts.Expression[] {
  const file = symbols.moduleAt(specifier)
  return file?.statements.flatMap((statement) => {
    const value = ts.isExpressionStatement(statement) ? innermost(statement.expression) : undefined
    const isExport = value && ts.isBinaryExpression(value) && value.left.getText() === 'module.exports'
    return isExport ? [value.right] : []
  }) ?? []
}
