import { ts } from 'ts-morph'
import { allNodes, isIn } from './references.js'
import { isConditional } from './stretches.js'

/** Methods of JavaScript's own values that change nothing, also not what they are called on. */
const pureMethods = new Set([
  'includes', 'indexOf', 'startsWith', 'endsWith', 'trim', 'toLowerCase', 'toUpperCase', 'slice', 'split', 'join', 'at', 'concat', 'has', 'test', 'toString',
  'isArray', 'isInteger', 'isNaN', 'isFinite', 'isSafeInteger', 'keys', 'values', 'entries', 'hasOwn', 'hasOwnProperty', 'getTime', 'replace', 'padStart',
])
const pureFunctions = new Set(['Number', 'String', 'Boolean', 'BigInt', 'isNaN', 'isFinite', 'parseInt', 'parseFloat'])

/** Methods that change what they are called on. */
const changing = new Set(['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin', 'set', 'add', 'delete', 'clear', 'append'])

/**
 * Whether an expression has no effect and gives the same when the caller computes it a second time: code that ran `before` it must have
 * changed nothing that only the block knows of, and code that runs `later` nothing at all that it looks at.
 */
export function isAskedAgainSafely(expression: ts.Node, leftOut: readonly ts.Node[], { before, later }: Record<'before' | 'later', readonly ts.Node[]>): boolean {
  const nodes = [...allNodes(expression)].filter((node) => !isIn(node, leftOut))
  if (!nodes.every(isPure)) return false
  const names = new Set(nodes.filter(ts.isIdentifier).map(({ text }) => text))
  const declared = new Set(before.flatMap((statement) => [...allNodes(statement)]).filter(ts.isVariableDeclaration).map(({ name }) => name.getText()))
  const changes = (node: ts.Node): boolean => names.has(changedName(node) ?? '')
  const changesOutside = (node: ts.Node): boolean => changes(node) && !declared.has(changedName(node) ?? '')
  return !later.some((statement) => [...allNodes(statement)].some(changes)) && !before.some((statement) => [...allNodes(statement)].some(changesOutside))
}

/** The variable that a node sets, or whose value it changes. */
export function changedName(node: ts.Node): string | undefined {
  const target = changedTarget(node)
  return target && rootOf(target)?.text
}

/** What a node sets or changes: `x` of `x = 1`, `x.items` of `x.items.push(1)`. */
export function changedTarget(node: ts.Node): ts.Expression | undefined {
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return node.left
  if (ts.isDeleteExpression(node)) return node.expression
  if ((ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) && isStep(node.operator)) return node.operand
  if ((ts.isForOfStatement(node) || ts.isForInStatement(node)) && !ts.isVariableDeclarationList(node.initializer)) return node.initializer
  if (!ts.isCallExpression(node)) return undefined
  if (/^Object\.(assign|defineProperty|setPrototypeOf|freeze|seal)$/.test(node.expression.getText())) return node.arguments[0]
  return ts.isPropertyAccessExpression(node.expression) && changing.has(node.expression.name.text) ? node.expression.expression : undefined
}

/** The name that a path begins with. */
export function rootOf(path: ts.Node): ts.Identifier | undefined {
  let node = path
  while (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isNonNullExpression(node)
    || ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) node = node.expression
  return ts.isIdentifier(node) ? node : undefined
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}

function isStep(operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken
}

function isPure(node: ts.Node): boolean {
  if (changedTarget(node)) return false
  if (ts.isCallExpression(node)) {
    const { expression: callee } = node
    return ts.isPropertyAccessExpression(callee) ? pureMethods.has(callee.name.text) : ts.isIdentifier(callee) && pureFunctions.has(callee.text)
  }
  return !ts.isNewExpression(node) && !ts.isFunctionLike(node) && !ts.isAwaitExpression(node) && !ts.isYieldExpression(node)
    && !ts.isTaggedTemplateExpression(node)
}

/**
 * Whether an expression of a statement is always computed, and nothing of weight before it, so that it can be computed ahead of the
 * statement; `besides` are other calls that go ahead with it. A status that is set on a response does not count.
 */
export function isComputedFirst(expression: ts.Node, statement: ts.Node, besides: readonly ts.Node[] = []): boolean {
  const start = expression.getStart()
  for (let node = expression; node !== statement; node = node.parent) {
    // Ahead of a `try` its errors would go past the `catch`.
    if (isConditional(node) || ts.isForStatement(node.parent) || ts.isTryStatement(node.parent)) return false
  }
  const isBefore = (node: ts.Node): boolean => node.end <= start && node.end > node.getStart()
  return [...allNodes(statement)].filter(isBefore).every((node) => isPure(node) || isStatusCall(node) || isIn(node, besides) || besides.includes(node))
}

function isStatusCall(node: ts.Node): boolean {
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && ['status', 'code', 'type', 'set', 'header'].includes(node.expression.name.text)
    && ts.isIdentifier(node.expression.expression) && /^(res|response|reply)$/.test(node.expression.expression.text)
}
