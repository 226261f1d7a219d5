import { ts } from 'ts-morph'
import type { Comparison, Finding } from './comparison.js'

/**
 * The names that a file uses after the change, did not have before it, and that nothing declares or exports. TypeScript says
 * so itself where it checks types; in JavaScript that nobody checks it would only be seen when it runs.
 */
export function missingNames(path: string, { analysed, after }: Comparison): Finding[] {
  const file = after.getSourceFile(path)
  if (!file || !/\.[cm]?jsx?$/.test(path)) return []
  const before = analysed.getSourceFile(path)
  if (before?.text === file.text) return []
  const known = wordsOf(before?.text ?? '')
  const checker = after.getTypeChecker()
  const missing = identifiersIn(file).filter((name) => !known.has(name.text) && isMissing(name, checker))
  const closed = before && missing.length > 0 ? closedObjects(before, analysed.getTypeChecker()) : new Map<string, boolean>()
  return missing.filter((name) => isCertain(name, closed, checker)).map((name) => ({
    code: 'type-error',
    span: { start: name.getStart(), end: name.end },
    message: `Nothing that is called "${name.text}" is there.`,
  }))
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu))
}

function identifiersIn(file: ts.SourceFile): ts.Identifier[] {
  const found: ts.Identifier[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.push(node)
    node.forEachChild(visit)
  }
  visit(file)
  return found
}

/** The objects of which the old text used members, and whether all of these are declared: mocks of a module, say, have members of their own. */
function closedObjects(file: ts.SourceFile, checker: ts.TypeChecker): ReadonlyMap<string, boolean> {
  const closed = new Map<string, boolean>()
  for (const name of identifiersIn(file)) {
    const object = objectOf(name)
    if (object) closed.set(object.getText(), closed.get(object.getText()) !== false && isKnown(object, checker) && !isNoMember(name, object, checker))
  }
  return closed
}

/** Objects that are no modules may get members in ways that no type shows; those whose members were all known before do not. */
function isCertain(name: ts.Identifier, closed: ReadonlyMap<string, boolean>, checker: ts.TypeChecker): boolean {
  const object = objectOf(name)
  return !object || (closed.get(object.getText()) ?? ownModuleOf(object, checker) !== undefined)
}

/** What a name is a member of, where it is read: `files` of `files.load` and of `const { load } = files`. */
function objectOf(name: ts.Identifier): ts.Expression | undefined {
  const { parent } = name
  if (ts.isPropertyAccessExpression(parent)) return parent.name === name ? parent.expression : undefined
  const isTaken = ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent) && (parent.propertyName ?? parent.name) === name
  return isTaken ? parent.parent.parent.initializer : undefined
}

function isMissing(name: ts.Identifier, checker: ts.TypeChecker): boolean {
  const { parent } = name
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === name && isImportedFromNowhere(parent, checker)
  const object = objectOf(name)
  if (object) return isNoMember(name, object, checker)
  if (ts.isShorthandPropertyAssignment(parent)) return checker.getShorthandAssignmentValueSymbol(parent) === undefined
  // Node's own types may not be installed.
  return isReference(name) && !(name.text in globalThis) && checker.getSymbolAtLocation(name) === undefined
}

/** The module is one of this project, and does not export the name. */
function isImportedFromNowhere(specifier: ts.ImportSpecifier | ts.ExportSpecifier, checker: ts.TypeChecker): boolean {
  const source = ts.isImportSpecifier(specifier) ? specifier.parent.parent.parent.moduleSpecifier : specifier.parent.parent.moduleSpecifier
  const name = (specifier.propertyName ?? specifier.name).text
  const module = source && checker.getSymbolAtLocation(source)
  if (source) return module !== undefined && isOwnModule(module) && !checker.getExportsOfModule(module).some((symbol) => symbol.name === name)
  return ts.isExportSpecifier(specifier) && checker.getExportSpecifierLocalTargetSymbol(specifier) === undefined
}

/** The object is known, and has no such member. */
function isNoMember(name: ts.Identifier, object: ts.Expression, checker: ts.TypeChecker): boolean {
  const module = ownModuleOf(object, checker)
  if ((!module || isOneValue(module)) && !isKnown(object, checker)) return false
  const exported = module ? checker.getExportsOfModule(module) : []
  return !exported.some((symbol) => symbol.name === name.text) && !hasMember(checker.getTypeAtLocation(object), name.text, checker)
}

function hasMember(type: ts.Type, name: string, checker: ts.TypeChecker): boolean {
  const known = checker.getApparentType(type.getNonNullableType())
  return checker.getPropertyOfType(known, name) !== undefined || checker.getIndexInfosOfType(known).length > 0
}

function isKnown(object: ts.Expression, checker: ts.TypeChecker): boolean {
  return (checker.getTypeAtLocation(object).flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) === 0
}

function ownModuleOf(object: ts.Expression, checker: ts.TypeChecker): ts.Symbol | undefined {
  const module = moduleOf(object, checker)
  return module && isOwnModule(module) ? module : undefined
}

function moduleOf(object: ts.Expression, checker: ts.TypeChecker): ts.Symbol | undefined {
  if (ts.isCallExpression(object)) {
    const [specifier] = object.arguments
    const isRequire = ts.isIdentifier(object.expression) && object.expression.text === 'require'
    return isRequire && specifier ? checker.getSymbolAtLocation(specifier) : undefined
  }
  const symbol = checker.getSymbolAtLocation(object)
  const declaration = symbol?.declarations?.[0]
  if (declaration && ts.isVariableDeclaration(declaration)) {
    const { initializer } = declaration
    return initializer && ts.isCallExpression(initializer) ? moduleOf(initializer, checker) : undefined
  }
  return declaration && ts.isNamespaceImport(declaration) ? checker.getSymbolAtLocation(declaration.parent.parent.moduleSpecifier) : undefined
}

/** `module.exports = open(path)`: what it offers is what that value has. */
function isOneValue(module: ts.Symbol): boolean {
  return module.exports?.has(ts.InternalSymbolName.ExportEquals) ?? false
}

function isOwnModule({ valueDeclaration }: ts.Symbol): boolean {
  return valueDeclaration !== undefined && ts.isSourceFile(valueDeclaration) && !valueDeclaration.isDeclarationFile && !valueDeclaration.fileName.includes('/node_modules/')
}

/** The name stands for a variable that is read, not for a property, a label or something in a comment. */
function isReference(name: ts.Identifier): boolean {
  const { parent } = name
  if (ts.isJSDocNameReference(parent) || ts.isTypeNode(parent) || ts.isMetaProperty(parent) || ts.isJsxAttribute(parent)) return false
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isQualifiedName(parent)) return false
  return !('name' in parent && parent.name === name) && !('propertyName' in parent && parent.propertyName === name)
}
