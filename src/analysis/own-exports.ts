import { ts } from 'ts-morph'
import type { NameIndex } from './name-index.js'
import { isModuleExports } from './occurrences.js'
import type { Symbols } from './symbols.js'

/** Where a CommonJS file uses what it exports itself: `exports.load(path)`, `exports.show = function () { this.load() }`. */
export function ownExports(file: ts.SourceFile, { index, symbols }: { index: NameIndex; symbols: Symbols }): ts.Node[] {
  if (ts.isExternalModule(file)) return []
  return index.occurrencesIn(file, 'exports').flatMap((occurrence) => {
    const { parent } = occurrence
    if (ts.isPropertyAccessExpression(parent) && parent.name === occurrence) return isModuleExports(parent) ? [parent] : []
    return symbols.declarationsAt(occurrence).some((declaration) => ts.isVariableDeclaration(declaration) || ts.isParameter(declaration)) ? [] : [occurrence]
  })
}
