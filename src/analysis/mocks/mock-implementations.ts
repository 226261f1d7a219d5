import { ts } from 'ts-morph'
import type { FunctionRegistry } from '../function-registry.js'
import { memberOf } from '../occurrences.js'
import { outermost } from '../syntax.js'
import { implementationSetters } from './mock-names.js'
import type { MockTools } from './mock-targets.js'

/** Whether a mock's implementation gives a promise as it is, or something that no `async` turns into one. */
export function givesPromiseAnyway(node: ts.FunctionLikeDeclaration, registry: FunctionRegistry): boolean {
  registry.learnResult(node)
  const { isAsync, returnsPromise, isGenerator } = registry.factOf(node)
  return isAsync || returnsPromise || isGenerator === true
}

/** Whether a function that is written elsewhere is used for mocks alone, so that nobody minds what becomes of it. */
export function isOnlyForMocks(node: ts.FunctionLikeDeclaration, tools: MockTools): boolean {
  const declaration = ts.isVariableDeclaration(node.parent) ? node.parent : node
  const name = ts.getNameOfDeclaration(declaration)
  if (!name || !ts.isIdentifier(name)) return false
  const uses = tools.index.occurrences(name.text).filter((use) => use !== name && tools.symbols.declarationsAt(use).includes(declaration))
  return uses.every((use) => isHandedToMock(outermost(memberOf(use)), tools))
}

function isHandedToMock(use: ts.Node, { calls, modules }: MockTools): boolean {
  const { parent } = use
  if (ts.isShorthandPropertyAssignment(parent)) return modules.standingFor(parent.parent) !== undefined
  if (ts.isPropertyAssignment(parent) && ts.isObjectLiteralExpression(parent.parent)) return modules.standingFor(parent.parent) !== undefined
  if (!ts.isCallExpression(parent) || parent.expression === use) return false
  const isTold = ts.isPropertyAccessExpression(parent.expression) && implementationSetters.has(parent.expression.name.text)
  return isTold || calls.at(parent)?.does === 'replace'
}
