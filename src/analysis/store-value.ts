import { ts } from 'ts-morph'
import type { Flow } from './flow.js'
import { isFunctionWithBody } from './function-registry.js'
import { functionAround, holderOf, useClass } from './object-values.js'
import { isModuleExports } from './occurrences.js'
import { accessedName } from './property-names.js'
import { innermost, requiredModule } from './syntax.js'
import { heldBy, isFunctionItself, stepTo, type Value } from './value.js'
import type { Access } from './value-uses.js'

/** Puts a value into what an expression denotes: a variable, a property, and whatever they are other names for. */
export function storeValue(target: ts.Expression, value: Value, flow: Flow): void {
  const node = innermost(target)
  const required = requiredModule(node)
  if (isExports(node)) flow.exportAs(node.getSourceFile(), value)
  else if (required) exportOther(required, value, flow)
  else if (ts.isIdentifier(node)) storeInName(node, value, flow)
  else if (isAccess(node)) storeInProperty(node, value, flow)
  else if (node.kind === ts.SyntaxKind.ThisKeyword) storeInThis(node, value, flow)
  else if (ts.isBinaryExpression(node)) storeInBoth(node, value, flow)
  else if (ts.isConditionalExpression(node)) for (const branch of [node.whenTrue, node.whenFalse]) flow.store(branch, value)
  else if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node) || ts.isFunctionExpression(node)) flow.use(node, value)
}

/** `module.exports`, or `exports` where that is not a name of the file's own. */
function isExports(node: ts.Expression): boolean {
  return isModuleExports(node) || (ts.isIdentifier(node) && node.text === 'exports')
}

function isAccess(node: ts.Node): node is Access {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
}

function exportOther(specifier: ts.StringLiteral, value: Value, flow: Flow): void {
  const file = flow.tools.symbols.moduleAt(specifier)
  if (file && flow.tools.isOwn(file)) flow.exportAs(file, value)
}

/** What a name was made from is the same object under another name: `const proto = Loader.prototype`. */
function storeInName(name: ts.Identifier, value: Value, flow: Flow): void {
  if (name.text === 'undefined') return
  const declarations = flow.tools.symbols.declarationsAt(name).filter((declaration) => flow.tools.isOwn(declaration.getSourceFile()))
  if (declarations.length === 0 || name.text === 'globalThis') flow.handOver(name, value, { consumer: 'needs-result', to: `the global ${name.text}` })
  for (const declaration of declarations) {
    flow.track(declaration, value, name.text)
    if (isFunctionItself(value)) continue
    if (ts.isParameter(declaration)) storeInArgumentOf(declaration, value, flow)
    else if (ts.isVariableDeclaration(declaration) && declaration.initializer && ts.isIdentifier(declaration.name)) flow.store(declaration.initializer, value)
  }
}

/** What a function puts into its parameter is in what its callers give it. */
function storeInArgumentOf(parameter: ts.ParameterDeclaration, value: Value, flow: Flow): void {
  const { parent: owner } = parameter
  const held = parameter.dotDotDotToken ? undefined : heldBy(value, `(${owner.parameters.indexOf(parameter)})`)
  if (held && isFunctionWithBody(owner)) flow.follow(owner, held)
}

/** A property is followed by its declarations where the checker knows them, else as part of its object. */
function storeInProperty(access: Access, value: Value, flow: Flow): void {
  const { tools } = flow
  const name = accessedName(access, tools.symbols)
  const node = ts.isPropertyAccessExpression(access) ? access.name : access.argumentExpression
  const declarations = tools.symbols.declarationsAt(node).filter((declaration) => tools.isOwn(declaration.getSourceFile()))
  for (const declaration of declarations) {
    if (ts.isTypeElement(declaration) || ts.isClassElement(declaration)) flow.relate(declaration, value)
    else if (name !== undefined) flow.track(declaration, value, name)
  }
  if (declarations.length === 0 && isFunctionItself(value) && giveToOther(access, value, flow)) return
  const held = heldBy(value, stepTo(name))
  if (held) flow.store(access.expression, held)
}

/** A property that a library declares is read by the library: its type says what becomes of the result. */
function giveToOther(access: Access, value: Value, flow: Flow): boolean {
  const result = flow.tools.symbols.resultOf(access)
  if (result === 'unknown') return false
  const consumer = result === 'dropped' ? 'ignores' : result === 'promise' ? 'awaits' : 'needs-result'
  flow.handOver(access, value, { consumer, to: access.getText() })
  return true
}

function storeInBoth({ left, right, operatorToken }: ts.BinaryExpression, value: Value, flow: Flow): void {
  flow.store(right, value)
  if (operatorToken.kind !== ts.SyntaxKind.CommaToken) flow.store(left, value)
}

/** Objects that a class or a constructor function makes get what their `this` is given. */
function storeInThis(node: ts.Expression, value: Value, flow: Flow): void {
  const owner = functionAround(node)
  const holder = owner && holderOf(owner)
  if (!holder) return
  if (ts.isObjectLiteralExpression(holder)) {
    flow.use(holder, value)
    return
  }
  const held = heldBy(value, '.prototype')
  if (held && ts.isClassLike(holder)) useClass(holder, held, flow)
  else if (held && ts.isExpression(holder)) flow.store(holder, held)
}
