import type { FileRewrite } from './file-rewrite.js'
import { functionTypes } from './syntax-tree.js'
import type { SyntaxNode } from './syntax-node.js'

/** A `return` of a callback that becomes a loop's `continue`. */
export interface LoopReturn {
  statement: SyntaxNode
  /** What must still be evaluated. */
  expression?: SyntaxNode
  /** A plain `continue` would mean the inner loop. */
  isInInnerLoop: boolean
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

/** `return;` → `continue;`, `return save(x);` → `save(x); continue;`; with the loop's label where an inner loop is around it. */
export function writeContinue(returned: LoopReturn, loop: { body: SyntaxNode; label: string }, { tree, edits }: FileRewrite): void {
  const { statement, expression, isInInnerLoop } = returned
  const continued = isInInnerLoop ? `continue ${loop.label}` : 'continue'
  const end = tree.endOf(statement)
  const last = tree.tokenBefore(end)
  const endOfValue = last?.text === ';' ? tree.tokenBefore(last.start)?.end ?? end : end
  if (!expression) {
    edits.replace({ start: statement.start, end: endOfValue }, continued)
    return
  }
  const isLast = statement.parent === loop.body && statement.siblings.at(-1) === statement
  const isInList = statement.parent?.is('BlockStatement') === true
  edits.replace({ start: statement.start, end: expression.start }, isInList ? '' : '{ ')
  if (!isLast) edits.after(endOfValue, `; ${continued}`)
  if (!isInList) edits.after(end, ' }')
}

function readReturn(statement: SyntaxNode, body: SyntaxNode): LoopReturn | undefined {
  const around = [...statement.ancestors()]
  const isInInnerLoop = around.slice(0, around.indexOf(body)).some((node) => /^(For|While|DoWhile)/.test(node.type))
  const value = statement.child('argument')
  if (!value || doesNothing(value)) return { statement, isInInnerLoop }
  return startsPlainly(value) ? { statement, expression: value, isInInnerLoop } : undefined
}

function doesNothing(value: SyntaxNode): boolean {
  return value.is('Identifier') || (value.type.endsWith('Literal') && value.list('expressions').length === 0)
}

/** Whether an expression can begin a line of its own, whatever is awaited in it. */
function startsPlainly(value: SyntaxNode): boolean {
  if (value.isParenthesized) return false
  let path = value.is('CallExpression') ? value.child('callee') : undefined
  while (path?.is('MemberExpression') && !path.isParenthesized) path = path.child('object')
  return path?.is('Identifier', 'ThisExpression') === true
}
