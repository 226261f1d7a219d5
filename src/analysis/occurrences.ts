import { ts } from 'ts-morph'
import type { FunctionFact } from '../model/facts.js'
import type { Scope, Signature } from './function-registry.js'

/** What `require` gives, or what stands for the default export in CommonJS. */
export function isDefaultTarget(target: ts.Node): boolean {
  return /^(module\.exports|(module\.)?exports\.default)$/.test(target.getText())
}

/** A member access stands for the value, not the name in it alone. */
export function memberOf(occurrence: ts.Node): ts.Node {
  const { parent } = occurrence
  const isMember = (ts.isPropertyAccessExpression(parent) && parent.name === occurrence) || ts.isElementAccessExpression(parent)
  return isMember ? parent : occurrence
}

/** The name stands where a value is used: not where something is declared, labelled or typed. */
export function isExpressionName(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) {
    const target = outerAssignmentTarget(parent)
    return target === undefined
  }
  if (ts.isDeclarationStatement(parent) || ts.isTypeNode(parent) || ts.isJSDoc(parent)) return ts.isExportAssignment(parent)
  const isDeclared = 'name' in parent && parent.name === node
  return !isDeclared && !ts.isImportClause(parent) && !ts.isHeritageClause(parent.parent) && !ts.isQualifiedName(parent)
}

function outerAssignmentTarget(access: ts.Node): ts.Node | undefined {
  const { parent } = access
  const isTarget = ts.isBinaryExpression(parent) && parent.left === access && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  return isTarget ? parent : undefined
}

/** Reading an accessor runs it. */
export function isAccessorRead(fact: FunctionFact, name: ts.Node | undefined): boolean {
  return name !== undefined && (fact.form === 'getter' || fact.form === 'setter')
}

/** What a family's member runs: the function that a property holds, or the member itself. */
export function functionOf(member: ts.Declaration): Scope | Signature {
  const initializer = 'initializer' in member ? (member as ts.PropertyAssignment | ts.PropertyDeclaration).initializer : undefined
  if (initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))) return initializer
  return member as Signature
}

/** Whether a function has a body to run. */
export function hasBody(node: ts.Node): boolean {
  return 'body' in node && node.body !== undefined
}

/** The text of a name, without quotes. */
export function nameText(name: ts.Node): string {
  return ts.isStringLiteral(name) ? name.text : name.getText()
}

/** `export default function …` */
export function isDefaultExport(node: ts.Node): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) ?? false)
}
