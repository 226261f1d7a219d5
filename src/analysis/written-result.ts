import { ts } from 'ts-morph'

/** The written type of what a call gives: of a function, in JavaScript in its JSDoc comment, or of a property of a function type. */
export function writtenResult(node: ts.Node): ts.TypeNode | undefined {
  if (ts.isJSDocSignature(node)) return wholeType(node.type?.typeExpression)
  if (ts.isFunctionLike(node)) return node.type ?? documentedResult(node)
  const isProperty = ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)
  return isProperty && node.type && ts.isFunctionTypeNode(node.type) ? node.type.type : undefined
}

/** `@returns {string}`, which in TypeScript is no type but prose. */
function documentedResult(node: ts.SignatureDeclaration): ts.TypeNode | undefined {
  return node.flags & ts.NodeFlags.JavaScriptFile ? wholeType(ts.getJSDocReturnTag(node)?.typeExpression) : undefined
}

/** TypeScript reads no more than the asterisk of a type that begins on a line of its own. */
function wholeType(expression: ts.JSDocTypeExpression | undefined): ts.TypeNode | undefined {
  if (!expression) return undefined
  const rest = expression.getSourceFile().text.slice(expression.type.end, expression.end)
  return /^\s*\}$/.test(rest) ? expression.type : undefined
}
