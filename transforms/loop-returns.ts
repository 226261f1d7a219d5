import type { FileRewrite } from './file-rewrite.js'
import { functionTypes } from './syntax-tree.js'
import type { SyntaxNode } from './syntax-node.js'

/** A `return` of a callback that becomes a loop's `continue`. */
export interface LoopReturn {
  statement: SyntaxNode
  /** What must still be evaluated. */
  expression?: SyntaxNode
}

/** Finds the returns of a callback's body; undefined if one of them cannot become a `continue`. */
export function findReturns(body: SyntaxNode): LoopReturn[] | undefined {
  const statements = [...ownNodes(body)].filter((node) => node.is('ReturnStatement'))
  const returns = statements.map((statement) => readReturn(statement, body))
  return returns.every((found) => found !== undefined) ? returns : undefined
}

/** A function's body without the functions and classes in it. */
export function ownNodes(body: SyntaxNode): Iterable<SyntaxNode> {
  return body.descendants((node) => !node.is(...functionTypes, 'ClassBody'))
}

/** `return;` → `continue;`, `return save(x);` → `save(x); continue;` */
export function writeContinue({ statement, expression }: LoopReturn, body: SyntaxNode, { tree, edits }: FileRewrite): void {
  const end = tree.endOf(statement)
  const last = tree.tokenBefore(end)
  const endOfValue = last?.text === ';' ? tree.tokenBefore(last.start)?.end ?? end : end
  if (!expression) {
    edits.replace({ start: statement.start, end: endOfValue }, 'continue')
    return
  }
  const isLast = statement.parent === body && statement.siblings.at(-1) === statement
  const isInList = statement.parent?.is('BlockStatement') === true
  edits.replace({ start: statement.start, end: expression.start }, isInList ? '' : '{ ')
  if (!isLast) edits.after(endOfValue, '; continue')
  if (!isInList) edits.after(end, ' }')
}

function readReturn(statement: SyntaxNode, body: SyntaxNode): LoopReturn | undefined {
  for (const around of statement.ancestors()) {
    if (around === body) break
    // There a `continue` or a `break` would mean another statement.
    if (/^(For|While|DoWhile|Switch)/.test(around.type)) return undefined
  }
  const value = statement.child('argument')
  if (!value || value.is('Identifier') || value.type.endsWith('Literal')) return { statement }
  return startsPlainly(value) ? { statement, expression: value } : undefined
}

/** Whether an expression can begin a line of its own, whatever is awaited in it. */
function startsPlainly(value: SyntaxNode): boolean {
  if (value.isParenthesized) return false
  let path = value.is('CallExpression') ? value.child('callee') : undefined
  while (path?.is('MemberExpression') && !path.isParenthesized) path = path.child('object')
  return path?.is('Identifier', 'ThisExpression') === true
}
