import { ts } from 'ts-morph'

const reporters: ReadonlySet<string> = new Set(['error', 'warn', 'info', 'log', 'debug', 'trace', 'fatal'])

/** Says of a call, or of something else with a value, that it lets no error out. */
export type IsSafe = (node: ts.CallExpression | ts.NewExpression | ts.AwaitExpression) => boolean

/** Whether no error can leave a function: all that may throw stands in a `try`, and what catches it only reports it. */
export function catchesAll(node: ts.Node): boolean {
  if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return false
  if (node.parameters.some(({ name, initializer }) => initializer !== undefined || !ts.isIdentifier(name))) return false
  return !mayThrow(node.body, isReport)
}

/** Whether an error may leave a piece of code. Reads of properties may throw, too, but code that reports an error or gets ready for its work rarely does it there. */
export function mayThrow(node: ts.Node, isSafe: IsSafe): boolean {
  if (ts.isFunctionLike(node)) return false
  if (ts.isTryStatement(node)) return !isCaught(node, isSafe)
  if (ts.isThrowStatement(node) || ts.isForOfStatement(node)) return true
  const isLeft = (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isAwaitExpression(node)) && !isSafe(node)
  return isLeft || (ts.forEachChild(node, (child) => mayThrow(child, isSafe) || undefined) ?? false)
}

function isCaught({ catchClause, finallyBlock }: ts.TryStatement, isSafe: IsSafe): boolean {
  return catchClause !== undefined && !mayThrow(catchClause.block, isSafe) && (finallyBlock === undefined || !mayThrow(finallyBlock, isSafe))
}

/** `console.error(error)`, `logger.warn(…)` */
export function isReport(node: ts.Node): boolean {
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && reporters.has(node.expression.name.text)
}
