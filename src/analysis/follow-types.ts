import { ts } from 'ts-morph'
import type { FunctionFact } from '../model/functions.js'
import type { Flow } from './flow.js'
import { learnUnwanted } from './unwanted-values.js'
import { isGenerator, valueOfFunction } from './value.js'

/**
 * What has the same type as a function has to give the same as it: whatever else stands where its type is asked for, and
 * all that is called through the type.
 */
export function followTypes(node: ts.SignatureDeclaration, fact: FunctionFact, flow: Flow): void {
  const { links, registry } = flow.tools
  if (isGenerator(fact)) return
  for (const call of links.callsOf(node)) flow.call(call, valueOfFunction(fact), nameIn(call.expression))
  for (const use of links.handedOn(node)) flow.use(use, valueOfFunction(fact))
  for (const linked of links.linkedTo(node)) {
    const other = registry.factOf(linked)
    registry.learnResult(linked)
    if (givesPromise(other) || givesPromise(fact) || isGenerator(other) || !links.binds(linked)) continue
    registry.joinFamilies([fact, other])
    learnUnwanted([node, linked], flow.tools)
    flow.enter(linked)
    if (ts.isFunctionTypeNode(linked) && ts.isPropertySignature(linked.parent)) flow.enter(linked.parent)
  }
}

function nameIn(callee: ts.Expression): ts.Node | undefined {
  return ts.isIdentifier(callee) ? callee : ts.isPropertyAccessExpression(callee) ? callee.name : undefined
}

function givesPromise({ isAsync, returnsPromise }: FunctionFact): boolean {
  return isAsync || returnsPromise
}
