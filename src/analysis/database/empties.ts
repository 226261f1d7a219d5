import { ts } from 'ts-morph'
import { enclosingScope } from '../function-registry.js'
import type { Symbols } from '../symbols.js'
import { innermost } from '../syntax.js'
import { sqlStatements, sqlText } from './sql-text.js'

/** Whether a call takes rows away when its module is loaded: it empties a table, or drops one that the module makes. */
export function emptiesWhenLoaded(call: ts.CallExpression, symbols: Symbols): boolean {
  const sql = executedBy(call)
  return sql !== undefined && runsWhenLoaded(call) && sqlStatements(sqlText(sql, symbols)).some((statement) => empties(statement, call.getSourceFile()))
}

/** The SQL of `db.exec(sql)`, `db.run(sql)` and `db.prepare(sql).run()`. */
function executedBy({ expression: callee, arguments: [first] }: ts.CallExpression): ts.Expression | undefined {
  if (!ts.isPropertyAccessExpression(callee) || !['exec', 'run'].includes(callee.name.text)) return undefined
  const receiver = innermost(callee.expression)
  const isPrepared = ts.isCallExpression(receiver) && ts.isPropertyAccessExpression(receiver.expression) && receiver.expression.name.text === 'prepare'
  return isPrepared ? receiver.arguments[0] : first
}

/** On the top level, or in a function that is called there. */
function runsWhenLoaded(call: ts.Node): boolean {
  const scope = enclosingScope(call)
  if (ts.isSourceFile(scope)) return true
  const name = ts.isFunctionDeclaration(scope) ? scope.name?.text : undefined
  return name !== undefined && scope.getSourceFile().statements.some((statement) => {
    const run = ts.isExpressionStatement(statement) ? innermost(statement.expression) : undefined
    return run !== undefined && ts.isCallExpression(run) && run.expression.getText() === name
  })
}

function empties(statement: string, { text }: ts.SourceFile): boolean {
  if (/^DELETE\s+FROM\s+\S+$/i.test(statement)) return true
  const dropped = /^DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?["'`]?(\w+)/i.exec(statement)?.[1]
  return dropped !== undefined && new RegExp(`CREATE\\s+TABLE\\s+(IF\\s+NOT\\s+EXISTS\\s+)?["'\`]?${dropped}\\b`, 'i').test(text)
}
