import { ts } from 'ts-morph'
import { isExpressionName, memberOf } from '../occurrences.js'
import type { FlowTools } from './object-flow.js'

/** The expressions that denote a function by its name; undefined where it has none, or may be had without it. */
export function referencesTo(node: ts.FunctionLikeDeclaration, { index, symbols }: Pick<FlowTools, 'symbols' | 'index'>): ts.Node[] | undefined {
  const holder = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) ? node : node.parent
  const isNamed = ts.isFunctionDeclaration(holder) || ts.isMethodDeclaration(holder) || (ts.isVariableDeclaration(holder) && holder.initializer === node)
  const name = isNamed ? holder.name : undefined
  if (!isNamed || !name || !ts.isMemberName(name)) return undefined
  const found: ts.Node[] = []
  for (const text of namesOf(name.text, index)) {
    for (const occurrence of index.occurrences(text)) {
      if (!symbols.declarationsAt(occurrence).includes(holder) || occurrence === name || !isExpressionName(occurrence) || isPassedOn(occurrence)) continue
      found.push(memberOf(occurrence))
    }
  }
  return found
}

/** The name itself, and what imports and exports call it. */
function namesOf(name: string, index: FlowTools['index']): Set<string> {
  const names = new Set([name])
  for (const { parent } of index.occurrences(name)) {
    const isRenamed = (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isBindingElement(parent)) && parent.propertyName?.getText() === name
    if (isRenamed) names.add(parent.name.getText())
  }
  return names
}

/** `import { createRepos }`, `module.exports = { createRepos }` */
function isPassedOn({ parent }: ts.Node): boolean {
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isBindingElement(parent)) return true
  return ts.isShorthandPropertyAssignment(parent) && ts.isBinaryExpression(parent.parent.parent) && parent.parent.parent.left.getText() === 'module.exports'
}
