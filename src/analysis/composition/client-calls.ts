import { ts } from 'ts-morph'
import { importOf } from '../database/thread-target.js'
import type { Symbols } from '../symbols.js'
import { requiredModule } from '../syntax.js'
import { type FlowTools, flowOfName } from './object-flow.js'

/** The calls that go through clients of an earlier run, which look like calls of the objects themselves where nothing has a type. */
export function clientCalls(tools: FlowTools & { files: readonly ts.SourceFile[] }): ReadonlySet<ts.Node> {
  if (!tools.files.some(isClientModule)) return new Set()
  const names = tools.files.flatMap(({ statements }) => statements.flatMap(importedNames))
  const ofClients = names.filter((name) => comesFromClient(name, tools.symbols))
  return new Set(ofClients.flatMap((name) => flowOfName(name, name.parent as ts.Declaration, tools).calls))
}

/** Where a client's members get their names, or are imported. */
export function isOfClient(occurrence: ts.Node, { symbols }: Pick<FlowTools, 'symbols'>): boolean {
  const { parent } = occurrence
  if (isClientModule(occurrence.getSourceFile())) return true
  const isBinding = (ts.isBindingElement(parent) || ts.isImportSpecifier(parent)) && parent.name === occurrence
  return isBinding && ts.isIdentifier(occurrence) && comesFromClient(occurrence, symbols)
}

function comesFromClient(name: ts.Identifier, symbols: Symbols): boolean {
  const imported = importOf(name, symbols)
  const file = imported && symbols.moduleAt(imported.specifier)
  return file !== undefined && isClientModule(file)
}

/** Written by an earlier run, or by hand in its manner. */
function isClientModule({ text }: ts.SourceFile): boolean {
  return text.includes('unblock-runtime') && text.includes('syncToAsync')
}

function importedNames(statement: ts.Statement): ts.Identifier[] {
  if (ts.isImportDeclaration(statement)) {
    const named = statement.importClause?.namedBindings
    return named && ts.isNamedImports(named) ? named.elements.map(({ name }) => name) : []
  }
  if (!ts.isVariableStatement(statement)) return []
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
    if (!initializer || !requiredModule(initializer) || !ts.isObjectBindingPattern(name)) return []
    return name.elements.flatMap((element) => (ts.isIdentifier(element.name) ? [element.name] : []))
  })
}
