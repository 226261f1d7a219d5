import { ts } from 'ts-morph'

/** The names under which a twin goes on beside a function, from an earlier run: `getAsync` in `{ load as get, loadAsync as getAsync }`. */
export function aliasesOfTwin(node: ts.Node, twinName: string): string[] {
  return siblingsOf(node).flatMap((sibling) => {
    const [incoming, outgoing] = namesIn(sibling)
    return incoming === twinName && outgoing !== undefined ? [outgoing] : []
  })
}

/** Whether a twin goes on under this name beside where its function does. */
export function hasTwinBeside(node: ts.Node, twinAs: string): boolean {
  return siblingsOf(node).some((sibling) => namesIn(sibling).at(1) === twinAs)
}

/** What would hold the twin's name, were it there: the other elements of a list, or the other statements. */
function siblingsOf(node: ts.Node): readonly ts.Node[] {
  const { parent } = node
  if (ts.isImportClause(node)) return node.namedBindings && ts.isNamedImports(node.namedBindings) ? node.namedBindings.elements : []
  if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node) || ts.isBindingElement(node)) return (parent as ts.NamedImports | ts.NamedExports | ts.BindingPattern).elements
  if (ts.isObjectLiteralExpression(parent)) return parent.properties
  const statement = ts.findAncestor(node, ts.isStatement)
  const block = statement?.parent
  return block && 'statements' in block ? (block as ts.Block).statements : []
}

/** The name that something takes in and the one that it gives it: `[load, read]` for `load as read`, `read: load`, `read = load`. */
function namesIn(node: ts.Node): (string | undefined)[] {
  if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) return [(node.propertyName ?? node.name).text, node.name.text]
  if (ts.isBindingElement(node)) return [(node.propertyName ?? node.name).getText(), node.name.getText()]
  if (ts.isShorthandPropertyAssignment(node)) return [node.name.text, node.name.text]
  if (ts.isPropertyAssignment(node)) return [lastName(node.initializer), node.name.getText()]
  if (ts.isMethodDeclaration(node)) return [undefined, node.name.getText()]
  if (ts.isExportDeclaration(node) && node.exportClause && ts.isNamedExports(node.exportClause)) return namesIn(node.exportClause.elements[0] ?? node.exportClause)
  if (ts.isExpressionStatement(node) && ts.isBinaryExpression(node.expression)) return [lastName(node.expression.right), lastName(node.expression.left)]
  const variable = ts.isVariableStatement(node) ? node.declarationList.declarations[0] : undefined
  return variable ? [variable.initializer && lastName(variable.initializer), variable.name.getText()] : []
}

/** `load` in `load`, `db.load` and `exports.b = load`. */
function lastName(expression: ts.Expression): string | undefined {
  if (ts.isBinaryExpression(expression)) return lastName(expression.right)
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text
  return ts.isIdentifier(expression) ? expression.text : undefined
}
