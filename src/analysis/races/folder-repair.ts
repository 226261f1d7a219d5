import { ts } from 'ts-morph'
import type { RaceRepair } from '../../model/races.js'
import { isReport } from '../catches-all.js'
import { spanOf } from '../function-registry.js'
import { innermost, statementsOf } from '../syntax.js'

/** `if (!existsSync(folder)) mkdirSync(folder)`: `mkdir` with `recursive` needs no test, and is content with a folder that is there. */
export function folderRepair(test: ts.Node, make: ts.Node): RaceRepair | undefined {
  if (!ts.isCallExpression(test) || !ts.isCallExpression(make) || make.arguments.length !== 1 || !ts.isExpressionStatement(make.parent)) return undefined
  const statement = ts.findAncestor(make, ts.isIfStatement)
  const isWhole = statement && !statement.elseStatement && isNegated(statement.expression, test) && statementsOf(statement.thenStatement).every((each) => each === make.parent)
    && test.arguments.length === 1 && test.arguments[0]?.getText() === make.arguments[0]?.getText()
  const whole = isWhole ? { statement: spanOf(statement), test: spanOf(test), tested: spanOf(rootOf(test)) } : undefined
  return { by: 'recursive-mkdir', call: spanOf(make), ...(whole && { whole }), ...(!(statement && onlyMakes(statement, make.parent)) && { tells: true }) }
}

/** Nothing hangs on the test but the folder, and a line in a log. */
function onlyMakes({ thenStatement, elseStatement }: ts.IfStatement, make: ts.Statement): boolean {
  return !elseStatement && statementsOf(thenStatement).every((each) => each === make || (ts.isExpressionStatement(each) && isReport(each.expression)))
}

function isNegated(condition: ts.Expression, test: ts.Node): boolean {
  const node = innermost(condition)
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken && innermost(node.operand) === test
}

/** What the callee's name is imported by. */
function rootOf(call: ts.CallExpression): ts.Expression {
  return ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : call.expression
}
