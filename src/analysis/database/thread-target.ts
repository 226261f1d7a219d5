import { ts } from 'ts-morph'
import type { FunctionRegistry } from '../function-registry.js'
import type { Symbols } from '../symbols.js'
import { innermost, requiredModule } from '../syntax.js'
import type { DatabasePoint } from './database-work.js'
import type { Obstruction } from './obstruction.js'

interface Tools {
  symbols: Symbols
  registry: FunctionRegistry
  isOwn(file: ts.SourceFile): boolean
  whyNotInThread(file: ts.SourceFile): Obstruction | undefined
}

/** A client has the types of the functions that it calls in the thread, so that its calls look like theirs. */
export function isThroughClient(call: ts.CallExpression, { symbols }: Pick<Tools, 'symbols'>): boolean {
  if (givesPromise(symbols.typeAt(call))) return true
  const { root } = calleeOf(call)
  const imported = root && importOf(root, symbols)
  return imported !== undefined && (symbols.moduleAt(imported.specifier)?.text.includes('unblock-runtime') ?? false)
}

/** What runs in the thread gives no promise by itself. */
function givesPromise(type: ts.Type): boolean {
  return (type.isUnion() ? type.types : [type]).some((part) => part.getProperty('then') !== undefined)
}

/** What is called is a parameter of some function, or a member of one: who calls that decides what runs. */
export function isOfParameter(call: ts.Node | undefined, { symbols }: Pick<Tools, 'symbols'>): boolean {
  let { root } = call && ts.isCallExpression(call) ? calleeOf(call) : {}
  for (let steps = 0; root && steps < longestWay; steps++) {
    let declaration = symbols.symbolAt(root)?.declarations?.[0]
    while (declaration && ts.isBindingElement(declaration)) declaration = declaration.parent.parent
    if (declaration && ts.isParameter(declaration)) return true
    root = declaration && ts.isVariableDeclaration(declaration) && declaration.initializer ? rootOf(declaration.initializer) : undefined
  }
  return false
}

/** `const { users } = dependencies`, and so on. */
const longestWay = 3

function rootOf(value: ts.Expression): ts.Identifier | undefined {
  let node = innermost(value)
  while (ts.isPropertyAccessExpression(node)) node = innermost(node.expression)
  return ts.isIdentifier(node) ? node : undefined
}

/** What of an imported module a call runs, where the thread can load that module: `users.find(id)` → `find` of the object `users`. */
export function targetOf(call: ts.CallExpression, tools: Tools): DatabasePoint['target'] {
  const { root, members } = calleeOf(call)
  const imported = root && importOf(root, tools.symbols)
  const file = imported && tools.symbols.moduleAt(imported.specifier)
  if (!root || !file || !tools.isOwn(file) || tools.whyNotInThread(file)) return undefined
  const path = [...imported.name === '*' ? [] : [imported.name], ...members]
  // The client reaches one member deep.
  return path.length === 0 || path.length > 2 ? undefined : { module: tools.registry.fileOf(file), path, root }
}

/** The name that a call begins with, and the members that lead from it to what is called. */
function calleeOf(call: ts.CallExpression): { root?: ts.Identifier; members: string[] } {
  const members: string[] = []
  let callee = innermost(call.expression)
  for (; ts.isPropertyAccessExpression(callee); callee = innermost(callee.expression)) members.unshift(callee.name.text)
  return { members, ...(ts.isIdentifier(callee) && { root: callee }) }
}

/** The specifier of the import of the top level that a name stands for in its file. */
export function importedFrom(name: ts.Identifier, symbols: Symbols): ts.StringLiteral | undefined {
  return importOf(name, symbols)?.specifier
}

interface Import {
  specifier: ts.StringLiteral
  /** The exported name, or `*` for the module as a whole. */
  name: string
}

/** The import of the top level that a name stands for in its file. */
export function importOf(name: ts.Identifier, symbols: Symbols): Import | undefined {
  const declaration = symbols.symbolAt(name)?.declarations?.find((each) => each.getSourceFile() === name.getSourceFile())
  if (!declaration) return undefined
  if (ts.isImportSpecifier(declaration)) return from(declaration.parent.parent.parent.moduleSpecifier, (declaration.propertyName ?? declaration.name).text)
  if (ts.isNamespaceImport(declaration)) return from(declaration.parent.parent.moduleSpecifier, '*')
  if (ts.isImportClause(declaration)) return from(declaration.parent.moduleSpecifier, 'default')
  if (ts.isBindingElement(declaration)) {
    const holder = declaration.parent.parent
    const key = declaration.propertyName ?? declaration.name
    return ts.isVariableDeclaration(holder) && ts.isIdentifier(key) ? required(holder, key.text) : undefined
  }
  return ts.isVariableDeclaration(declaration) ? required(declaration, '*') : undefined
}

function from(specifier: ts.Expression, name: string): Import | undefined {
  return ts.isStringLiteral(specifier) ? { specifier, name } : undefined
}

function required({ initializer }: ts.VariableDeclaration, name: string): Import | undefined {
  const specifier = initializer && requiredModule(innermost(initializer))
  return specifier && { specifier, name }
}
