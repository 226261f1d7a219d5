import path from 'node:path'
import { ts } from 'ts-morph'
import type { NameIndex } from './name-index.js'
import type { Symbols } from './symbols.js'
import { moduleLoadedByTest } from './syntax.js'

/** Where a module's default export, or its `module.exports`, arrives. */
export type Importer =
  | { kind: 'binding'; declaration: ts.Declaration; name: string }
  /** `require('./x')` used on the spot. */
  | { kind: 'expression'; node: ts.Node }
  /** `export { default } from './x'` */
  | { kind: 're-export'; file: ts.SourceFile; declaration: ts.Declaration; name: 'default' }

/** Finds who imports a file's default export, under whatever name. */
export function importersOf(file: ts.SourceFile, { index, symbols }: { index: NameIndex; symbols: Symbols }): Importer[] {
  const importers: Importer[] = []
  for (const specifier of specifiersNaming(file, index)) {
    if (symbols.moduleAt(specifier) === file || isLoadedByTest(specifier, file)) importers.push(...bindingsOf(specifier))
  }
  return importers
}

function isLoadedByTest(specifier: ts.StringLiteral, file: ts.SourceFile): boolean {
  if (!moduleLoadedByTest(specifier.parent) || !specifier.text.startsWith('.')) return false
  const target = withoutExtension(path.resolve(path.dirname(specifier.getSourceFile().fileName), specifier.text))
  return [target, path.join(target, 'index')].includes(withoutExtension(file.fileName))
}

function withoutExtension(file: string): string {
  return file.replace(/\.[mc]?[jt]sx?$/, '')
}

/** Module specifiers that may lead to the file, by the last word of its name. */
function specifiersNaming(file: ts.SourceFile, index: NameIndex): ts.StringLiteral[] {
  const base = path.basename(withoutExtension(file.fileName))
  const isIndex = base === 'index'
  const word = wordIn(isIndex ? path.basename(path.dirname(file.fileName)) : base)
  const files = new Set([...index.filesWith(word), ...(isIndex ? index.filesWith('require') : []), ...(isIndex ? index.filesWith('from') : [])])
  return [...files].flatMap((each) => index.moduleSpecifiers(each)).filter((specifier) => isIndex || specifier.text.includes(base))
}

function wordIn(name: string): string {
  return (name.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? []).sort((a, b) => b.length - a.length).at(0) ?? name
}

function bindingsOf(specifier: ts.StringLiteral): Importer[] {
  const { parent } = specifier
  if (ts.isImportDeclaration(parent)) return importBindings(parent.importClause)
  if (ts.isExportDeclaration(parent)) return reExports(parent)
  if (ts.isExternalModuleReference(parent)) {
    return ts.isImportEqualsDeclaration(parent.parent) ? [binding(parent.parent, parent.parent.name)] : []
  }
  const holder = parent.parent
  const isNamed = ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)
  return isNamed ? [binding(holder, holder.name)] : [{ kind: 'expression', node: parent }]
}

function importBindings(clause: ts.ImportClause | undefined): Importer[] {
  if (!clause) return []
  const found: Importer[] = clause.name ? [binding(clause, clause.name)] : []
  const named = clause.namedBindings
  if (named && ts.isNamespaceImport(named)) found.push(binding(named, named.name))
  if (named && ts.isNamedImports(named)) {
    for (const element of named.elements) if (element.propertyName?.text === 'default') found.push(binding(element, element.name))
  }
  return found
}

function reExports(declaration: ts.ExportDeclaration): Importer[] {
  if (!declaration.exportClause || !ts.isNamedExports(declaration.exportClause)) return []
  return declaration.exportClause.elements
    .filter((element) => (element.propertyName ?? element.name).text === 'default')
    .map((element): Importer => (element.name.text === 'default' ? { kind: 're-export', file: element.getSourceFile(), declaration: element, name: 'default' } : binding(element, element.name)))
}

function binding(declaration: ts.Declaration, name: ts.Node): Importer {
  return { kind: 'binding', declaration, name: name.getText() }
}
