import { ts } from 'ts-morph'

const reporters: ReadonlySet<string> = new Set(['error', 'warn', 'info', 'log', 'debug', 'trace', 'fatal'])

/** Whether no error can leave a function: all that may throw stands in a `try`, and what catches it only reports it. */
export function catchesAll(node: ts.Node): boolean {
  if (!ts.isFunctionLike(node) || !('body' in node) || !node.body || !ts.isBlock(node.body)) return false
  if (node.parameters.some(({ name, initializer }) => initializer !== undefined || !ts.isIdentifier(name))) return false
  return node.body.statements.every((statement) => (ts.isTryStatement(statement) ? isCaught(statement) : !mayThrow(statement)))
}

function isCaught({ catchClause, finallyBlock }: ts.TryStatement): boolean {
  return catchClause !== undefined && !mayThrow(catchClause.block) && (finallyBlock === undefined || !mayThrow(finallyBlock))
}

/** Reads of properties may throw, too, but code that reports an error or gets ready for its work rarely does it there. */
function mayThrow(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false
  if (ts.isCallExpression(node)) return !isReport(node) || node.arguments.some(mayThrow)
  if (ts.isNewExpression(node) || ts.isThrowStatement(node) || ts.isAwaitExpression(node) || ts.isForOfStatement(node)) return true
  return ts.forEachChild(node, (child) => mayThrow(child) || undefined) ?? false
}

function isReport({ expression }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(expression) && reporters.has(expression.name.text)
}
