import { ts } from 'ts-morph'

const { SyntaxKind } = ts

/** The calls whose value a statement throws away: in `a && f()` that of `f()`. */
export function droppedValuesOf(node: ts.Node): ts.Expression[] {
  if (ts.isExpressionStatement(node)) return dropped(node.expression)
  if (!ts.isForStatement(node)) return []
  const heads = [node.initializer, node.incrementor].filter((head) => head !== undefined)
  return heads.flatMap((head) => (ts.isVariableDeclarationList(head) ? [] : dropped(head)))
}

/** The expressions that a node tests for being truthy, or for being there. */
export function conditionsOf(node: ts.Node): ts.Expression[] {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) return tested(node.expression)
  if (ts.isForStatement(node)) return node.condition ? tested(node.condition) : []
  if (ts.isConditionalExpression(node)) return tested(node.condition)
  if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) return tested(node.operand)
  return isLogical(node) ? tested(node.left) : []
}

/** The expressions of which a node uses the very value: in a template, in arithmetic, to take apart. */
export function operandsOf(node: ts.Node): ts.Expression[] {
  if (ts.isTemplateSpan(node) && ts.isTemplateExpression(node.parent) && !ts.isTaggedTemplateExpression(node.parent.parent)) {
    return [node.expression]
  }
  if (ts.isBinaryExpression(node)) return takesAnyValue(node.operatorToken.kind) ? [] : [node.left, node.right]
  if (ts.isPrefixUnaryExpression(node)) return node.operator === SyntaxKind.ExclamationToken ? [] : [node.operand]
  if (ts.isVariableDeclaration(node)) return ts.isIdentifier(node.name) || !node.initializer ? [] : [node.initializer]
  if (ts.isForOfStatement(node)) return node.awaitModifier ? [] : [node.expression]
  if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node) || ts.isSwitchStatement(node)) return [node.expression]
  return []
}

/** The arguments that a call makes text of: `JSON.stringify(x)`, `res.json(x)`, `res.send(x)`. */
export function writtenOutBy(node: ts.Node): ts.Expression[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return []
  const { name, expression } = node.expression
  const isJson = name.text === 'stringify' && ts.isIdentifier(expression) && expression.text === 'JSON'
  return isJson || answering.has(name.text) ? node.arguments.slice(0, 1).filter((argument) => !ts.isSpreadElement(argument)) : []
}

const answering: ReadonlySet<string> = new Set(['json', 'jsonp', 'send'])

/** The functions handed to array methods that look at no promise: `forEach` drops it, the others take it for `true`, or for a number. */
export function callbacksOf(node: ts.Node): { callback: ts.Expression; isTest: boolean }[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return []
  const [callback] = node.arguments
  const { text } = node.expression.name
  // Only a function that is written there: a library's own `find` may well await what it is handed.
  if (!callback || !(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))) return []
  return text === 'forEach' || testing.has(text) ? [{ callback, isTest: text !== 'forEach' }] : []
}

const testing: ReadonlySet<string> = new Set(['filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex', 'sort', 'toSorted'])

function dropped(expression: ts.Expression): ts.Expression[] {
  const inner = unwrap(expression)
  if (ts.isConditionalExpression(inner)) return [...dropped(inner.whenTrue), ...dropped(inner.whenFalse)]
  if (isLogical(inner)) return dropped(inner.right)
  if (isComma(inner)) return [...dropped(inner.left), ...dropped(inner.right)]
  if (ts.isCallExpression(inner)) return droppedByCall(inner)
  return ts.isNewExpression(inner) || ts.isTaggedTemplateExpression(inner) ? [inner] : []
}

function droppedByCall(call: ts.CallExpression): ts.Expression[] {
  if (!ts.isPropertyAccessExpression(call.expression)) return [call]
  const { name, expression } = call.expression
  if (name.text === 'finally') return dropped(expression)
  const handlesRejection = (name.text === 'catch' && call.arguments.length > 0) || (name.text === 'then' && call.arguments.length > 1)
  return handlesRejection ? [] : [call]
}

function tested(expression: ts.Expression): ts.Expression[] {
  const inner = unwrap(expression)
  if (ts.isConditionalExpression(inner)) return [...tested(inner.whenTrue), ...tested(inner.whenFalse)]
  return isLogical(inner) || isComma(inner) ? tested(inner.right) : [inner]
}

function unwrap(expression: ts.Expression): ts.Expression {
  const isWrapper = ts.isParenthesizedExpression(expression) || ts.isNonNullExpression(expression)
    || ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression)
  return isWrapper ? unwrap(expression.expression) : expression
}

function isLogical(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && logicalOperators.has(node.operatorToken.kind)
}

function isComma(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.CommaToken
}

const logicalOperators: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.AmpersandAmpersandToken, SyntaxKind.BarBarToken, SyntaxKind.QuestionQuestionToken,
])

const valuePassingOperators: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.CommaToken, SyntaxKind.EqualsToken, SyntaxKind.AmpersandAmpersandEqualsToken, SyntaxKind.BarBarEqualsToken,
  SyntaxKind.QuestionQuestionEqualsToken, SyntaxKind.InKeyword, SyntaxKind.InstanceOfKeyword,
])

function takesAnyValue(operator: ts.SyntaxKind): boolean {
  return logicalOperators.has(operator) || valuePassingOperators.has(operator)
}
