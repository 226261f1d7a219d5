import { ts } from 'ts-morph'
import { callsOf } from '../calls-of.js'
import { resolveFunctions } from '../resolve-functions.js'
import { flowOf } from './object-flow.js'
import type { ObjectTools } from './thread-objects.js'

/** Of the types that an object reaches, those that other objects of its kind reach, too: a test's own repository, for one. */
export function foreignTypes(maker: ts.Expression, types: ReadonlySet<ts.TypeNode>, tools: ObjectTools): ReadonlySet<ts.TypeNode> {
  if (types.size === 0 || !(ts.isNewExpression(maker) || ts.isCallExpression(maker))) return new Set()
  const others = makersOf(maker, tools).filter((other) => other !== maker)
  const reached = new Set(others.flatMap((other) => [...flowOf(other, tools).types]))
  return new Set([...types].filter((type) => reached.has(type)))
}

/** All expressions that build objects of the same class, or by the same function. */
function makersOf(maker: ts.NewExpression | ts.CallExpression, tools: ObjectTools): ts.Node[] {
  const callee = ts.isPropertyAccessExpression(maker.expression) ? maker.expression.name : maker.expression
  if (ts.isCallExpression(maker)) return resolveFunctions(maker.expression, tools.symbols).flatMap(({ node }) => callsOf(node, tools))
  return tools.symbols.declarationsAt(callee).filter(ts.isClassLike).flatMap((node) => {
    const name = node.name?.text
    return name === undefined ? [] : tools.index.occurrences(name).flatMap((occurrence) => {
      const { parent } = occurrence
      return ts.isNewExpression(parent) && parent.expression === occurrence && tools.symbols.declarationsAt(occurrence).includes(node) ? [parent] : []
    })
  })
}
