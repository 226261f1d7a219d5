import { ts } from 'ts-morph'
import type { FunctionFact } from '../model/functions.js'
import { spanOf } from './function-registry.js'

/** A `done` that is called once, when all else is done, says nothing that the end of the function does not say. */
export function onlyLastCall(parameter: ts.ParameterDeclaration, { body }: ts.FunctionLikeDeclaration): FunctionFact['done'] {
  const name = parameter.name.getText()
  const last = body && ts.isBlock(body) ? body.statements.at(-1) : undefined
  if (!body || !last || !ts.isExpressionStatement(last) || !ts.isCallExpression(last.expression)) return undefined
  const { expression, arguments: values } = last.expression
  const isPlainCall = ts.isIdentifier(expression) && expression.text === name && values.length === 0
  return isPlainCall && countOf(name, body) === 1 ? { parameter: spanOf(parameter), call: spanOf(last) } : undefined
}

function countOf(name: string, inside: ts.Node): number {
  const own = ts.isIdentifier(inside) && inside.text === name ? 1 : 0
  let count = own
  inside.forEachChild((child) => { count += countOf(name, child) })
  return count
}
