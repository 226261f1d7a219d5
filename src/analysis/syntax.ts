import { ts } from 'ts-morph'
import type { CallUse } from '../model/calls.js'

/** The expression with the parentheses and type assertions around it that change nothing at run time. */
export function outermost(expression: ts.Node): ts.Node {
  let node = expression
  while (isTransparent(node.parent) && node.parent.expression === node) node = node.parent
  return node
}

/** The expression inside of parentheses and type assertions. */
export function innermost(expression: ts.Expression): ts.Expression {
  let node = expression
  while (isTransparent(node)) node = node.expression
  return node
}

type Transparent = ts.ParenthesizedExpression | ts.AsExpression | ts.NonNullExpression | ts.SatisfiesExpression | ts.TypeAssertion

function isTransparent(node: ts.Node): node is Transparent {
  return ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node)
    || ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node)
}

/** The statements of a branch: those of its block, or itself. */
export function statementsOf(branch: ts.Statement): readonly ts.Statement[] {
  return ts.isBlock(branch) ? branch.statements : [branch]
}

/** The module named by `require('x')`, when the expression is that call. */
export function requiredModule(expression: ts.Node): ts.StringLiteral | undefined {
  if (!ts.isCallExpression(expression) || !ts.isIdentifier(expression.expression) || expression.expression.text !== 'require') return undefined
  const [specifier] = expression.arguments
  return specifier && ts.isStringLiteral(specifier) ? specifier : undefined
}

/** What tests load a module by, in place of `require`: with mocks, or past them. */
const testLoaders = /^(proxyquire(\.\w+(\(\))?)*|rewire|esmock|(jest|require)\.require(Actual|Mock)|vi\.import(Actual|Mock))$/

/** The module that a test loads by a call of such a function, which has no meaning to TypeScript. */
export function moduleLoadedByTest(expression: ts.Node): ts.StringLiteral | undefined {
  if (!ts.isCallExpression(expression) || !testLoaders.test(expression.expression.getText())) return undefined
  const [specifier] = expression.arguments
  return specifier && ts.isStringLiteral(specifier) ? specifier : undefined
}

/** What becomes of a call's value where it stands. */
export function useOfCall(call: ts.Node): CallUse {
  const node = outermost(call)
  const { parent } = node
  if (ts.isAwaitExpression(parent) || isPromiseListElement(node)) return 'awaited'
  if (ts.isExpressionStatement(parent)) return 'statement'
  const isPlain = node === call || ts.isParenthesizedExpression(node)
  if (isPlain && ts.isArrowFunction(parent) && parent.body === node) return 'returned'
  return isPlain && ts.isReturnStatement(parent) && !isFollowedByCode(parent) ? 'returned' : 'value'
}

function isPromiseListElement(node: ts.Node): boolean {
  const list = node.parent
  if (!ts.isArrayLiteralExpression(list) || !ts.isCallExpression(list.parent)) return false
  return /^Promise\.(all|allSettled|race|any)$/.test(list.parent.expression.getText())
}

/** Whether something still runs after a `return`: a `catch`, a `finally`, what `using` disposes of. */
function isFollowedByCode(statement: ts.Node): boolean {
  for (let node = statement; !ts.isFunctionLike(node) && !ts.isSourceFile(node); node = node.parent) {
    const { parent } = node
    if (ts.isTryStatement(parent) && (node === parent.tryBlock || (node === parent.catchClause && parent.finallyBlock))) return true
    if (ts.isForOfStatement(parent) && isUsing(parent.initializer)) return true
    if ((ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent)) && parent.statements.some((other) => ts.isVariableStatement(other) && isUsing(other.declarationList))) return true
  }
  return false
}

/** `using file = …`, `await using file = …` */
function isUsing(node: ts.Node): boolean {
  return ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.Using) !== 0
}

/** Whether a file has code by which names are found at run time alone: a direct `eval`, or `with`. */
export function evaluatesCode(file: ts.SourceFile): boolean {
  if (!/\b(eval|with)\s*\(/.test(file.text)) return false
  const evaluates = (node: ts.Node): boolean => {
    const isEval = ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'eval'
    return isEval || ts.isWithStatement(node) || (ts.forEachChild(node, evaluates) ?? false)
  }
  return evaluates(file)
}

/** Whether JavaScript itself calls a method: to turn an object into text, to iterate over it. */
export function isCalledByLanguage(node: ts.Node): boolean {
  const name = memberHolding(node)?.name
  if (!name) return false
  return ts.isComputedPropertyName(name) ? /^Symbol\./.test(name.expression.getText()) : conversionMethods.has(name.getText())
}

const conversionMethods = new Set(['toString', 'toLocaleString', 'valueOf', 'toJSON'])

/** The member of a class or object that a function is the value of. */
function memberHolding(node: ts.Node): ts.MethodDeclaration | ts.PropertyAssignment | ts.PropertyDeclaration | undefined {
  if (ts.isMethodDeclaration(node)) return node
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return undefined
  const { parent } = node
  const isMember = ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)
  return isMember && parent.initializer === node ? parent : undefined
}
