import { ts } from 'ts-morph'

/** Whether what follows a statement never runs: it returns, throws, breaks or continues in any case. */
export function alwaysLeaves(statement: ts.Statement): boolean {
  if (ts.isReturnStatement(statement) || ts.isThrowStatement(statement) || ts.isBreakOrContinueStatement(statement)) return true
  if (ts.isBlock(statement)) return statement.statements.some(alwaysLeaves)
  if (ts.isTryStatement(statement)) return alwaysLeavesTry(statement)
  return ts.isIfStatement(statement) && statement.elseStatement !== undefined
    && alwaysLeaves(statement.thenStatement) && alwaysLeaves(statement.elseStatement)
}

function alwaysLeavesTry({ tryBlock, catchClause, finallyBlock }: ts.TryStatement): boolean {
  if (finallyBlock && alwaysLeaves(finallyBlock)) return true
  return alwaysLeaves(tryBlock) && (!catchClause || alwaysLeaves(catchClause.block))
}

/** Whether the function ends with the last of these statements. */
export function endsFunction(last: ts.Statement): boolean {
  const { parent } = last
  if (statementsOf(parent)?.at(-1) !== last) return false
  const around = parent.parent
  if (ts.isFunctionLike(around)) return true
  if (ts.isCatchClause(around)) return endsFunction(around.parent)
  return (ts.isTryStatement(around) || ts.isIfStatement(around)) && endsFunction(around)
}

/** The statements that a block, a case or a file lists. */
export function statementsOf(node: ts.Node): ts.NodeArray<ts.Statement> | undefined {
  return ts.isBlock(node) || ts.isSourceFile(node) || ts.isCaseOrDefaultClause(node) || ts.isModuleBlock(node) ? node.statements : undefined
}
