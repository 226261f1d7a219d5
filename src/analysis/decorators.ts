import { ts } from 'ts-morph'
import { bindParameter } from './binding-values.js'
import type { Flow } from './flow.js'
import { resolveFunctions, returnedBy } from './resolve-functions.js'
import { innermost } from './syntax.js'
import { heldBy, type Value } from './value.js'

/** Hands a method to the project's decorators of it: in a descriptor to those of old, as it is to those of the standard. */
export function giveToDecorators(method: ts.MethodDeclaration, value: Value, flow: Flow): void {
  for (const { expression } of ts.getDecorators(method) ?? []) {
    for (const { parameters } of decoratorsAt(expression, flow)) {
      const [first, , third] = parameters
      const described = heldBy(value, '.value')
      if (third && described) bindParameter(third, described, flow)
      else if (first && !third) bindParameter(first, value, flow)
    }
  }
}

/** `@log` is a function, `@log('name')` gives one. */
function decoratorsAt(expression: ts.Expression, { tools: { symbols } }: Flow): ts.FunctionLikeDeclaration[] {
  const node = innermost(expression)
  if (!ts.isCallExpression(node)) return resolveFunctions(node, symbols).map((found) => found.node)
  const made = resolveFunctions(node.expression, symbols).flatMap((found) => returnedBy(found.node))
  return made.flatMap((value) => resolveFunctions(value, symbols)).map((found) => found.node)
}
