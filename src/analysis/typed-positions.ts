import { ts } from 'ts-morph'

/** Whether an expression may be a function that stands where a type says which functions may. */
export function isTypedPosition(node: ts.Node): node is ts.Expression {
  return isFunctionValue(node) && isExpected(node)
}

function isFunctionValue(node: ts.Node): node is ts.Expression {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)
    || ts.isElementAccessExpression(node) || ts.isCallExpression(node)
}

function isExpected(node: ts.Expression): boolean {
  const { parent } = node
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== node
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isPropertyDeclaration(parent)) {
    return parent.initializer === node && (parent.type !== undefined || ts.getJSDocType(parent) !== undefined)
  }
  if (ts.isBindingElement(parent) || ts.isPropertyAssignment(parent)) return parent.initializer === node
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node
  if (ts.isBinaryExpression(parent)) return isPassedOn(parent, node)
  if (ts.isConditionalExpression(parent)) return parent.condition !== node
  if (ts.isArrowFunction(parent)) return parent.body === node
  return ts.isReturnStatement(parent) || ts.isArrayLiteralExpression(parent) || ts.isParenthesizedExpression(parent)
    || ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent) || ts.isTypeAssertionExpression(parent)
}

function isPassedOn({ operatorToken, left, right }: ts.BinaryExpression, node: ts.Expression): boolean {
  switch (operatorToken.kind) {
    case ts.SyntaxKind.EqualsToken:
      // What is assigned in JavaScript is what the target is known to be.
      return right === node && !(node.flags & ts.NodeFlags.JavaScriptFile)
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.CommaToken:
      return right === node
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return left === node || right === node
    default:
      return false
  }
}

/** The call, declaration or statement from which the type expected at a position comes. */
export function anchorOf(position: ts.Expression): ts.Node {
  let node: ts.Node = position
  while (isInside(node.parent)) node = node.parent
  return node.parent
}

function isInside(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) || ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)
    || ts.isConditionalExpression(node) || ts.isParenthesizedExpression(node)
}
