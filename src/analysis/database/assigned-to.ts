import { ts } from 'ts-morph'
import type { NameIndex } from '../name-index.js'
import { memberOf } from '../occurrences.js'
import type { Symbols } from '../symbols.js'

/** What is assigned to a variable, a parameter or a field after it was declared, in the file that declares it. */
export function assignedTo(declaration: ts.Declaration, { index, symbols }: { index: NameIndex; symbols: Symbols }): ts.Expression[] {
  const name = ts.getNameOfDeclaration(declaration)
  const isHolder = ts.isVariableDeclaration(declaration) || ts.isParameter(declaration) || ts.isPropertyDeclaration(declaration)
  if (!isHolder || !name || !(ts.isIdentifier(name) || ts.isPrivateIdentifier(name))) return []
  const file = declaration.getSourceFile()
  return index.occurrences(name.text).flatMap((occurrence) => {
    if (occurrence.getSourceFile() !== file) return []
    const target = memberOf(occurrence)
    const { parent } = target
    const isAssigned = ts.isBinaryExpression(parent) && parent.left === target && assignments.has(parent.operatorToken.kind)
    return isAssigned && symbols.declarationsAt(occurrence).includes(declaration) ? [parent.right] : []
  })
}

const assignments = new Set([
  ts.SyntaxKind.EqualsToken, ts.SyntaxKind.BarBarEqualsToken, ts.SyntaxKind.QuestionQuestionEqualsToken, ts.SyntaxKind.AmpersandAmpersandEqualsToken,
])
