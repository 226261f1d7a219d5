import { ts } from 'ts-morph'
import { callsOf } from '../calls-of.js'
import { resolveFunctions } from '../resolve-functions.js'
import { flowOf, type ObjectFlow } from './object-flow.js'
import type { ObjectTools } from './thread-objects.js'

/** Where other objects of its kind go as well: a test's own repository, for one. */
export function rivalsOf(maker: ts.Expression, tools: ObjectTools): Pick<ObjectFlow, 'types' | 'expressions'> {
  const others = ts.isNewExpression(maker) || ts.isCallExpression(maker) ? makersOf(maker, tools).filter((other) => other !== maker) : []
  const flows = others.map((other) => flowOf(other, tools))
  return { types: new Set(flows.flatMap(({ types }) => [...types])), expressions: new Set(flows.flatMap(({ expressions }) => [...expressions])) }
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
