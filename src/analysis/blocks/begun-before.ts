import { ts } from 'ts-morph'
import type { Run } from './cuts-of.js'
import { changedName } from './purity.js'
import { allNodes } from './references.js'

/**
 * A run with the declarations right before it of what it goes on to change: `const found = []` of a loop that fills it.
 * Undefined where there are none.
 */
export function withBegunBefore(run: Run, statements: readonly ts.Statement[]): Run | undefined {
  const start = statements.indexOf(run[0])
  const declarations: ts.Statement[] = []
  for (const statement of statements.slice(0, start).toReversed()) {
    if (!ts.isVariableStatement(statement)) break
    declarations.unshift(statement)
  }
  const changed = changedIn(run)
  const later = changedIn(statements.slice(start + run.length))
  const first = declarations.findIndex((statement) => ts.isVariableStatement(statement) && isBegun(statement, { changed, later }))
  const [begin, ...others] = first === -1 ? [] : declarations.slice(first)
  return begin && [begin, ...others, ...run]
}

function changedIn(statements: readonly ts.Node[]): Set<string> {
  return new Set(statements.flatMap((statement) => [...allNodes(statement)].flatMap((node) => changedName(node) ?? [])))
}

function isBegun({ declarationList }: ts.VariableStatement, { changed, later }: Record<'changed' | 'later', ReadonlySet<string>>): boolean {
  return declarationList.declarations.every(({ name, initializer }) => {
    return ts.isIdentifier(name) && changed.has(name.text) && !later.has(name.text) && (!initializer || isNew(initializer))
  })
}

/** Nobody else has the value. */
function isNew(value: ts.Expression): boolean {
  return ts.isArrayLiteralExpression(value) || ts.isObjectLiteralExpression(value) || ts.isNewExpression(value) || ts.isLiteralExpression(value)
    || [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(value.kind)
}
