import { ts } from 'ts-morph'
import type { FunctionFact } from '../model/functions.js'
import type { Symbols } from './symbols.js'
import { requiredModule } from './syntax.js'

/** `module.exports`, which is what `require` gives. */
export function isModuleExports(target: ts.Node): boolean {
  return target.getText() === 'module.exports'
}

/** `exports.a = exports.b = load` as a statement of its own. */
export function isInAssignments(assignment: ts.BinaryExpression): boolean {
  const { parent } = assignment
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && isInAssignments(parent)
  return ts.isExpressionStatement(parent)
}

/** `const read = load` alone in its statement. */
export function aliasStatement(name: ts.Node, value: ts.Node): ts.VariableStatement | undefined {
  const declaration = name.parent
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer !== value || !ts.isVariableDeclarationList(declaration.parent)) return undefined
  const { parent: list } = declaration
  return list.declarations.length === 1 && ts.isVariableStatement(list.parent) ? list.parent : undefined
}

/** How a default import or re-export passes a name on. */
export function aliasForm(declaration: ts.Declaration): 'default-import' | 'import' | 'export' | undefined {
  if (ts.isImportClause(declaration)) return 'default-import'
  if (ts.isImportSpecifier(declaration)) return 'import'
  return ts.isExportSpecifier(declaration) ? 'export' : undefined
}

/** A member access stands for the value, not the name in it alone. */
export function memberOf(occurrence: ts.Node): ts.Node {
  const { parent } = occurrence
  const isMember = (ts.isPropertyAccessExpression(parent) && parent.name === occurrence)
    || (ts.isElementAccessExpression(parent) && parent.argumentExpression === occurrence && ts.isStringLiteral(occurrence))
  return isMember ? parent : occurrence
}

/** The name stands where a value is used: not where something is declared, labelled or typed. */
export function isExpressionName(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) {
    const target = outerAssignmentTarget(parent)
    return target === undefined
  }
  if (ts.isExpressionWithTypeArguments(parent)) return ts.isClassLike(parent.parent.parent) && parent.parent.getText().startsWith('extends')
  if (ts.isDeclarationStatement(parent) || ts.isTypeNode(parent) || ts.isJSDoc(parent)) return ts.isExportAssignment(parent)
  const isDeclared = 'name' in parent && parent.name === node
  return !isDeclared && !ts.isImportClause(parent) && !ts.isHeritageClause(parent.parent) && !ts.isQualifiedName(parent)
}

/** The name stands where a setter runs: `note.text = …` */
export function isAssignedMember(name: ts.Node): boolean {
  return outerAssignmentTarget(memberOf(name)) !== undefined
}

function outerAssignmentTarget(access: ts.Node): ts.Node | undefined {
  const { parent } = access
  const isTarget = ts.isBinaryExpression(parent) && parent.left === access && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  return isTarget ? parent : undefined
}

/** Reading or assigning an accessor runs it. */
export function isAccessorUse(fact: FunctionFact, name: ts.Node | undefined): boolean {
  return name !== undefined && (fact.form === 'getter' || fact.form === 'setter')
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

/** A member of the objects that a class makes, and not of the class itself. */
export function isInstanceMember(member: ts.Declaration): boolean {
  return ts.isClassLike(member.parent) && (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) === 0
}

/** `export function load`, `export const load = …` */
export function isExportedName(declaration: ts.Declaration): boolean {
  const isNamed = ts.isFunctionDeclaration(declaration) || ts.isClassDeclaration(declaration) || ts.isVariableDeclaration(declaration)
  const flags = ts.getCombinedModifierFlags(declaration)
  return isNamed && (flags & ts.ModifierFlags.Export) !== 0 && (flags & ts.ModifierFlags.Default) === 0
}

/** The function that a declared name may be called with `new` for. */
export function constructorFunctionOf(declaration: ts.Declaration): ts.Node | undefined {
  if (ts.isFunctionDeclaration(declaration)) return declaration
  const isMade = ts.isVariableDeclaration(declaration) && declaration.initializer && ts.isFunctionExpression(declaration.initializer)
  return isMade ? declaration.initializer : undefined
}

/** The file outside of which nobody can use a declared name. */
export function homeOf(declaration: ts.Declaration): ts.SourceFile | undefined {
  const isLocal = ts.isImportClause(declaration) || ts.isNamespaceImport(declaration)
    || (ts.isParameter(declaration) && !ts.isParameterPropertyDeclaration(declaration, declaration.parent))
    || ((ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration)) && ts.findAncestor(declaration, ts.isFunctionLike) !== undefined)
  return isLocal ? declaration.getSourceFile() : undefined
}

/** An object literal that takes a value apart: `({ load } = files)`. */
export function isAssignmentPattern(literal: ts.ObjectLiteralExpression): boolean {
  const { parent } = literal
  return ts.isBinaryExpression(parent) && parent.left === literal && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
}

/** The call of the base's constructor. */
export function superCallIn(node: ts.Node): ts.CallExpression | undefined {
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) return node
  return node.forEachChild(superCallIn)
}

/** `files.load`, where `files` is what an import or `require` gave. */
export function isMemberOfModule(name: ts.Node, symbols: Symbols): boolean {
  const { parent } = name
  if (!ts.isPropertyAccessExpression(parent) || parent.name !== name) return false
  return requiredModule(parent.expression) !== undefined || symbols.declarationsAt(parent.expression).some((declaration) => {
    const isRequired = ts.isVariableDeclaration(declaration) && declaration.initializer && requiredModule(declaration.initializer)
    return isRequired !== undefined && isRequired !== false || ts.isImportClause(declaration) || ts.isNamespaceImport(declaration)
  })
}
