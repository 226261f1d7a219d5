import { ts } from 'ts-morph'
import type { NameIndex } from './name-index.js'
import type { Symbols } from './symbols.js'

/** Tells names that hold one value for good from those that are set again after their declaration. */
export class SetAgain {
  readonly #known = new Map<ts.Node, boolean>()

  constructor(private readonly tools: { index: NameIndex; symbols: Symbols }) {}

  /** Whether code gives the declared variable or function another value later on. */
  has(declaration: ts.Declaration): boolean {
    let known = this.#known.get(declaration)
    if (known === undefined) this.#known.set(declaration, (known = this.#isSetAgain(declaration)))
    return known
  }

  #isSetAgain(declaration: ts.Declaration): boolean {
    const isVariable = ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration)
    const mayBeSet = isVariable ? (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0 : ts.isFunctionDeclaration(declaration)
    const name = ts.getNameOfDeclaration(declaration)
    if (!mayBeSet || !name || !ts.isIdentifier(name)) return false
    const { index, symbols } = this.tools
    return index.occurrences(name.text).some((occurrence) => isTarget(occurrence) && symbols.declarationsAt(occurrence).includes(declaration))
  }
}

/** The expression is what a value is assigned to, alone or inside of a pattern. */
function isTarget(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isBinaryExpression(parent)) return parent.left === node && isAssignment(parent)
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) return isStep(parent.operator)
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && isTarget(parent.parent)
  if (ts.isShorthandPropertyAssignment(parent)) return isTarget(parent.parent)
  const isPartOfPattern = ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent)
    || ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isNonNullExpression(parent)
  return isPartOfPattern && isTarget(ts.isSpreadAssignment(parent) ? parent.parent : parent)
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}

function isStep(operator: ts.PrefixUnaryOperator): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken
}
