import { ts } from 'ts-morph'
import type { Comparison } from '../model/handovers.js'
import { spanOf } from './function-registry.js'

/** The parameters of a comparator by their names. */
type Names = [string, string]

/** A part of a comparator that depends on one item alone. */
interface Key {
  node: ts.Expression
  /** The parameter that it depends on. */
  of: string
}

/**
 * Reads a comparator that compares the same key of both items, `(a, b) => key(a) - key(b)`, or that computes both before:
 * `(a, b) => { const x = key(a); const y = key(b); return x - y }`. Undefined for any other.
 */
export function readComparison(comparator: ts.Expression): Comparison | undefined {
  if (!ts.isArrowFunction(comparator) && !ts.isFunctionExpression(comparator)) return undefined
  const names = comparator.parameters.map(({ name, initializer }) => (ts.isIdentifier(name) && !initializer ? name.text : undefined))
  const [first, second] = names
  if (first === undefined || second === undefined || names.length !== 2 || hasOwnEffects(comparator.body)) return undefined
  const statements = ts.isBlock(comparator.body) ? [...comparator.body.statements] : []
  const last = statements.pop()
  const body = ts.isBlock(comparator.body) ? last && ts.isReturnStatement(last) && last.expression : comparator.body
  if (!body || !ts.isExpression(body)) return undefined
  return statements.length === 0 ? readInline(body, [first, second]) : readDeclared(statements, body, [first, second])
}

/** `key(a) - key(b)` */
function readInline(body: ts.Expression, names: Names): Comparison | undefined {
  const keys = keysIn(body, names)
  const [first] = keys
  const isOfBoth = names.every((name) => keys.some((key) => key.of === name && !isConditional(key.node, body)))
  if (!first || ts.isIdentifier(first.node) || !isOfBoth || !areAlike(keys)) return undefined
  return {
    key: spanOf(first.node), parameter: first.of, names, body: spanOf(body),
    keys: keys.map(({ node, of }) => ({ span: spanOf(node), name: of })),
  }
}

/** `const x = key(a); const y = key(b); return x - y` */
function readDeclared(statements: readonly ts.Statement[], body: ts.Expression, names: Names): Comparison | undefined {
  const declarations = statements.flatMap((statement) => (ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : [undefined]))
  const keys = declarations.map((declaration) => readDeclaration(declaration, names))
  const [first, second] = names.map((name) => keys.find((key) => key?.of === name))
  const [key] = keys
  if (!key || !first || !second || keys.length !== 2 || !areAlike([first, second]) || namedIn(body, names).length > 0) return undefined
  return { key: spanOf(key.node), parameter: key.of, names: [first.name, second.name], body: spanOf(body), keys: [] }
}

function readDeclaration(declaration: ts.VariableDeclaration | undefined, names: Names): (Key & { name: string }) | undefined {
  const node = declaration?.initializer
  const used = node ? new Set(namedIn(node, names).map(({ text }) => text)) : new Set<string>()
  const [of] = used
  return declaration && node && of !== undefined && used.size === 1 ? { node, of, name: declaration.name.getText() } : undefined
}

/** The largest parts that depend on one parameter alone. */
function keysIn(body: ts.Expression, names: Names): Key[] {
  const keys = new Map<ts.Node, Key>()
  for (const name of namedIn(body, names)) {
    const others = names.filter((other) => other !== name.text)
    const node = largestAround(name, (around) => body.pos <= around.pos && around.end <= body.end && namedIn(around, others).length === 0)
    keys.set(node, { node, of: name.text })
  }
  return [...keys.values()]
}

function largestAround(name: ts.Identifier, isAlike: (around: ts.Node) => boolean): ts.Expression {
  let largest: ts.Expression = name
  for (let node: ts.Node = name; isAlike(node); node = node.parent) if (ts.isExpression(node)) largest = node
  // A method of the key takes the other key as its argument: `key(a).localeCompare(key(b))`.
  while (ts.isPropertyAccessExpression(largest) && ts.isCallExpression(largest.parent) && largest.parent.expression === largest) largest = largest.expression
  return largest
}

function namedIn(node: ts.Node, names: readonly string[]): ts.Identifier[] {
  const isName = ts.isIdentifier(node) && names.includes(node.text) && !isMemberName(node)
  return [...isName ? [node] : [], ...node.getChildren().flatMap((child) => namedIn(child, names))]
}

function isMemberName(name: ts.Identifier): boolean {
  const { parent } = name
  return (ts.isPropertyAccessExpression(parent) && parent.name === name) || (ts.isPropertyAssignment(parent) && parent.name === name)
}

/** Whether all are the same but for the parameter. */
function areAlike(keys: readonly Key[]): boolean {
  return new Set(keys.map(({ node, of }) => withoutName(node, of))).size === 1
}

function withoutName(node: ts.Node, name: string): string {
  const { text } = node.getSourceFile()
  const pieces: string[] = []
  let end = node.getStart()
  for (const found of namedIn(node, [name])) {
    pieces.push(text.slice(end, found.getStart()))
    end = found.end
  }
  return [...pieces, text.slice(end, node.end)].join('\0')
}

/** Whether it is evaluated only if something before it says so. */
function isConditional(node: ts.Node, body: ts.Node): boolean {
  for (let child = node; child !== body; child = child.parent) {
    const { parent } = child
    if (ts.isConditionalExpression(parent) && parent.condition !== child) return true
    if (ts.isBinaryExpression(parent) && parent.right === child && isShortCircuit(parent.operatorToken.kind)) return true
  }
  return false
}

function isShortCircuit(operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.BarBarToken || operator === ts.SyntaxKind.QuestionQuestionToken
}

/** Functions of its own, assignments and the like: a comparator that does more than compare. */
function hasOwnEffects(node: ts.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isPrefixUnaryExpression(node) && isUpdate(node.operator) || ts.isPostfixUnaryExpression(node)) return true
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return true
  return node.getChildren().some(hasOwnEffects)
}

function isAssignment(operator: ts.SyntaxKind): boolean {
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment
}

function isUpdate(operator: ts.PrefixUnaryOperator): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken
}
