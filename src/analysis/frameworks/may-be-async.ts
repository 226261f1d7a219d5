import { ts } from 'ts-morph'
import type { Barrier, FunctionFact } from '../../model/functions.js'
import { onlyLastCall } from '../done-parameter.js'
import type { Handling } from './framework.js'

/** What a framework makes of a function that becomes async: nothing speaks against it, or this does, or a callback that has to go. */
export function asyncInFramework(node: ts.FunctionLikeDeclaration, { done, isSync, reply }: Handling): { barrier?: Barrier; done?: FunctionFact['done'] } {
  if (isSync) return { barrier: 'used-by-framework' }
  const callback = done === undefined ? undefined : node.parameters[done]
  if (callback) {
    const last = node.parameters.at(-1) === callback ? onlyLastCall(callback, node) : undefined
    return last ? { done: last } : { barrier: 'framework-callback' }
  }
  const response = reply === undefined ? undefined : node.parameters[reply]
  return response && answersLater(node, response) ? { barrier: 'answers-later' } : {}
}

/** The response is used in a function that runs once this one is over: a callback that no returned promise leads to. */
function answersLater(node: ts.FunctionLikeDeclaration, { name: response }: ts.ParameterDeclaration): boolean {
  if (!ts.isIdentifier(response) || !node.body || isAsync(node)) return false
  const visit = (child: ts.Node): boolean => {
    if (ts.isReturnStatement(child) || isWalk(child)) return false
    if (ts.isArrowFunction(child) || ts.isFunctionExpression(child)) return mentions(child, response.text)
    return child.forEachChild((inner) => visit(inner) || undefined) ?? false
  }
  return ts.isBlock(node.body) && visit(node.body)
}

/** `items.forEach((item) => …)` is over when it returns. */
function isWalk(node: ts.Node): boolean {
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && walks.test(node.expression.name.text)
}

const walks = /^(forEach|map|flatMap|filter|some|every|find\w*|reduce\w*|sort|replace\w*)$/

function mentions(node: ts.Node, name: string): boolean {
  if (ts.isIdentifier(node) && node.text === name) return true
  return node.forEachChild((child) => mentions(child, name) || undefined) ?? false
}

function isAsync(node: ts.FunctionLikeDeclaration): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false)
}
