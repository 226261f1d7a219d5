import { ts } from 'ts-morph'
import { memberOf } from '../occurrences.js'
import { innermost } from '../syntax.js'
import { type MockTools, wholeMock } from './mock-targets.js'

/** Where a test calls a mock that it made: `load('a')` for `const load = vi.fn()`, and the same for a property. */
export function callsOfMock(made: ts.CallExpression, tools: MockTools): ts.CallExpression[] {
  return namesOf(made, tools).flatMap(({ declaration, name }) => {
    const uses = tools.index.occurrences(name).filter((use) => use.getSourceFile() === made.getSourceFile() && tools.symbols.declarationsAt(use).includes(declaration))
    return uses.flatMap((use) => {
      const callee = memberOf(use)
      const { parent } = callee
      return ts.isCallExpression(parent) && parent.expression === callee ? [parent] : []
    })
  })
}

/** What a mock goes by from where it is made. */
function namesOf(made: ts.CallExpression, { symbols }: MockTools): { declaration: ts.Declaration; name: string }[] {
  const value = wholeMock(made)
  const { parent } = value
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return [{ declaration: parent, name: parent.name.text }]
  if (ts.isPropertyAssignment(parent) && ts.isIdentifier(parent.name)) return [{ declaration: parent, name: parent.name.text }]
  const target = ts.isBinaryExpression(parent) && parent.right === value ? innermost(parent.left) : undefined
  if (!target || !ts.isIdentifier(target)) return []
  return symbols.declarationsAt(target).filter(ts.isVariableDeclaration).map((declaration) => ({ declaration, name: target.text }))
}
