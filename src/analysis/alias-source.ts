import { ts } from 'ts-morph'
import type { Symbols } from './symbols.js'
import { requiredModule } from './syntax.js'

/** The file that an import, a re-export or a destructured `require` takes a name from. */
export function aliasSource(node: ts.Node, symbols: Symbols): ts.SourceFile | undefined {
  const specifier = specifierOf(node)
  return specifier && symbols.moduleAt(specifier)
}

function specifierOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isImportClause(node)) return node.parent.moduleSpecifier
  if (ts.isImportSpecifier(node)) return node.parent.parent.parent.moduleSpecifier
  if (ts.isExportSpecifier(node)) return node.parent.parent.moduleSpecifier
  const holder = ts.isBindingElement(node) ? node.parent.parent : undefined
  return holder && ts.isVariableDeclaration(holder) && holder.initializer ? requiredModule(holder.initializer) : undefined
}
