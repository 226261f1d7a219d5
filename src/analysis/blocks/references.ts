import { ts } from 'ts-morph'
import type { BlockTools } from './block-tools.js'

/** A name where it stands for a value or a type that is declared somewhere. */
export interface Reference {
  name: ts.Identifier
  isType: boolean
}

/** The names that a piece of code refers to, in the order of the text. */
export function referencesIn(node: ts.Node, isLeftOut: (node: ts.Node) => boolean = () => false): Reference[] {
  const found: Reference[] = []
  const visit = (current: ts.Node, isType: boolean): void => {
    if (isLeftOut(current)) return
    if (ts.isIdentifier(current)) {
      if (isReference(current)) found.push({ name: current, isType: isType && !ts.isTypeQueryNode(current.parent) })
      return
    }
    // `extends Base<T>` and `f<T>(x)` hold types and values side by side.
    const isTypeHere = isType || (ts.isTypeNode(current) && !ts.isExpressionWithTypeArguments(current))
    current.forEachChild((child) => { visit(child, isTypeHere) })
  }
  visit(node, false)
  return found
}

function isReference(name: ts.Identifier): boolean {
  const { parent } = name
  if (ts.isPropertyAccessExpression(parent) || ts.isMetaProperty(parent)) return parent.name !== name
  if (ts.isQualifiedName(parent)) return parent.right !== name
  if (ts.isBindingElement(parent)) return parent.initializer === name
  if (ts.isShorthandPropertyAssignment(parent)) return true
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false
  if (ts.isJsxAttribute(parent) || ts.isNamedTupleMember(parent) || ts.isTypePredicateNode(parent)) return false
  return !('name' in parent && parent.name === name)
}

/** Where a name is declared, seen from the code that uses it. */
export type Home =
  /** JavaScript's own, Node.js's, or unknown. */
  | 'global'
  /** The top level of the same file, imports among them. */
  | 'module'
  /** A function around it, or the code itself. */
  | 'function'

/** The declaration that a name refers to in its own file; an import is its own declaration. */
export function declarationOf(name: ts.Node, { symbols }: Pick<BlockTools, 'symbols'>): ts.Declaration | undefined {
  const declarations = symbols.symbolAt(name)?.declarations
  return declarations?.find((declaration) => declaration.getSourceFile() === name.getSourceFile())
}

/** Where a declaration stands. */
export function homeOf(declaration: ts.Declaration | undefined): Home {
  if (!declaration || ts.isSourceFile(declaration)) return 'global'
  return ts.findAncestor(declaration.parent, ts.isFunctionLike) === undefined ? 'module' : 'function'
}

/** Whether a node lies in one of these, or is one. */
export function isIn(node: ts.Node, nodes: readonly ts.Node[]): boolean {
  return nodes.some((around) => around.pos <= node.pos && node.end <= around.end && around.getSourceFile() === node.getSourceFile())
}

/** The nodes of a piece of code outside of the functions in it, in the order of the text. */
export function* ownNodes(node: ts.Node): Generator<ts.Node> {
  yield node
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return
  const children: ts.Node[] = []
  node.forEachChild((child) => { children.push(child) })
  for (const child of children) yield* ownNodes(child)
}

/** All nodes of a piece of code. */
export function* allNodes(node: ts.Node): Generator<ts.Node> {
  yield node
  const children: ts.Node[] = []
  node.forEachChild((child) => { children.push(child) })
  for (const child of children) yield* allNodes(child)
}
