import { ts } from 'ts-morph'

/**
 * The parameters whose defaults may as well be computed at the start of the body, in the order of the text: nothing
 * that runs for a later parameter could tell the difference.
 */
export function movableDefaults(node: ts.SignatureDeclaration): ts.ParameterDeclaration[] {
  if (!('body' in node) || !node.body || !ts.isBlock(node.body) || !mayWait(node) || usesArguments(node.body)) return []
  const names = declaredIn(node.body)
  const movable: ts.ParameterDeclaration[] = []
  for (const parameter of node.parameters.toReversed()) {
    if (isInert(parameter)) continue
    if (!canMove(parameter, names)) break
    movable.unshift(parameter)
  }
  return movable
}

/** Constructors and accessors have no body to wait in; a generator's starts later than its defaults are computed. */
function mayWait(node: ts.SignatureDeclaration): boolean {
  return !ts.isConstructorDeclaration(node) && !ts.isAccessor(node) && !('asteriskToken' in node && node.asteriskToken)
}

/** In TypeScript, the type that the default stood for has to be written. */
function canMove({ name, initializer, type }: ts.ParameterDeclaration, taken: ReadonlySet<string>): boolean {
  if (!initializer || !ts.isIdentifier(name)) return false
  const isTyped = type !== undefined || isJavaScript(name)
  return isTyped && !identifiersIn(initializer).some((word) => taken.has(word))
}

/** Nothing runs for it, whenever that is; and TypeScript lets it follow one that may be left out. */
function isInert({ name, initializer, questionToken, dotDotDotToken }: ts.ParameterDeclaration): boolean {
  if (!ts.isIdentifier(name)) return false
  if (initializer) return isPlainValue(initializer)
  return questionToken !== undefined || dotDotDotToken !== undefined || isJavaScript(name)
}

function isPlainValue(node: ts.Expression): boolean {
  if (ts.isPrefixUnaryExpression(node)) return ts.isLiteralExpression(node.operand)
  if (ts.isArrayLiteralExpression(node)) return node.elements.length === 0
  if (ts.isObjectLiteralExpression(node)) return node.properties.length === 0
  return ts.isLiteralExpression(node) || ts.isToken(node) || ts.isArrowFunction(node) || node.getText() === 'undefined'
}

function isJavaScript(node: ts.Node): boolean {
  return /\.[cm]?jsx?$/.test(node.getSourceFile().fileName)
}

function identifiersIn(node: ts.Node): string[] {
  return ts.isIdentifier(node) ? [node.text] : node.getChildren().flatMap(identifiersIn)
}

/** What the body declares would hide what a default means by the same name. */
function declaredIn(body: ts.Block): Set<string> {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    const name = ts.isVariableDeclaration(node) || ts.isBindingElement(node) || ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) ? node.name : undefined
    if (name && ts.isIdentifier(name)) names.add(name.text)
    node.forEachChild(visit)
  }
  visit(body)
  return names
}

/** Without defaults, a sloppy function's `arguments` change with its parameters. */
function usesArguments(body: ts.Block): boolean {
  return /\barguments\b/.test(body.getText())
}
