import { ts } from 'ts-morph'
import type { CallbackCall, CallbackMethod } from '../model/handovers.js'
import type { ApiOrigins } from './api-origin.js'
import { readComparison } from './comparisons.js'
import { spanOf } from './function-registry.js'
import type { Symbols } from './symbols.js'
import { useOfCall } from './syntax.js'

/** A call that a rewrite can make wait for its callback, and what calls back there, in words a person knows. */
export interface FoundCallbackCall {
  call: CallbackCall
  to: string
}

interface Tools {
  symbols: Symbols
  origins: ApiOrigins
}

/** A property access that is called with a callback: `paths.map(load)`. */
type Callee = ts.PropertyAccessExpression & { parent: ts.CallExpression }

const arrayMethods: readonly string[] = [
  'forEach', 'map', 'flatMap', 'filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex', 'reduce', 'reduceRight',
] satisfies CallbackMethod[]

/** Their values have methods called as an array's that do something else, or nothing until later. */
export const chainingLibraries: ReadonlySet<string> = new Set([
  'lodash', 'underscore', 'jquery', 'cheerio', 'rxjs', 'immutable', 'ramda', 'async', 'bluebird', 'mongoose', 'd3',
])

/** Says whether what is handed this argument calls it back in a way that has an async form. */
export function findCallbackCall(call: ts.CallExpression, argument: ts.Expression, tools: Tools): FoundCallbackCall | undefined {
  const callee = call.expression
  if (!isCallee(callee)) return undefined
  const [first, second] = call.arguments
  if (second === argument) return ofGlobalArray(callee, tools) ?? ofString(callee, tools)
  if (first !== argument) return undefined
  const type = tools.symbols.typeAt(callee.expression).getNonNullableType()
  if (tools.symbols.isArray(type)) return ofArray(callee, argument)
  if (type.flags & ts.TypeFlags.Any) return isOfLibrary(callee, tools) ? undefined : ofArray(callee, argument, { isAssumed: true })
  const collection = callee.name.text === 'forEach' ? tools.symbols.collectionOf(type) : undefined
  return collection && found(callee, `${collection}.forEach`)
}

function ofArray(callee: Callee, argument: ts.Expression, assumed?: { isAssumed: true }): FoundCallbackCall | undefined {
  const name = callee.name.text
  if (isArrayMethod(name)) return found(callee, name, assumed)
  if (name !== 'sort' && name !== 'toSorted') return undefined
  const comparison = readComparison(argument)
  return comparison && found(callee, name, { comparison, ...assumed })
}

/** `Array.from(items, callback)` */
function ofGlobalArray(callee: Callee, { symbols }: Tools): FoundCallbackCall | undefined {
  const isArrayFrom = callee.getText() === 'Array.from' && symbols.isGlobal(callee.expression)
  return isArrayFrom ? found(callee, 'Array.from') : undefined
}

/** `text.replace(pattern, callback)`; what takes a regular expression and a function is a string, whatever is known of it. */
function ofString(callee: Callee, { symbols }: Tools): FoundCallbackCall | undefined {
  const name = callee.name.text
  if (name !== 'replace' && name !== 'replaceAll') return undefined
  const type = symbols.typeAt(callee.expression).getNonNullableType()
  const pattern = callee.parent.arguments[0]
  const isText = type.flags & ts.TypeFlags.StringLike || (type.flags & ts.TypeFlags.Any && pattern && ts.isRegularExpressionLiteral(pattern))
  return isText ? found(callee, name) : undefined
}

function found(callee: Callee, method: CallbackMethod, more?: Pick<CallbackCall, 'isAssumed' | 'comparison'>): FoundCallbackCall {
  return { to: wordsFor(method), call: { span: spanOf(callee.parent), method, use: useOfCall(callee.parent), ...more } }
}

function wordsFor(method: CallbackMethod): string {
  if (method === 'Array.from') return method
  if (method.includes('.')) return method.replace('.', '.prototype.')
  return method.startsWith('replace') ? `String.prototype.${method}` : `Array.prototype.${method}`
}

function isArrayMethod(name: string): name is CallbackMethod {
  return arrayMethods.includes(name)
}

function isCallee(node: ts.Expression): node is Callee {
  return ts.isPropertyAccessExpression(node)
}

/** A value without a type is taken for an array, unless a library made it whose values only look like arrays. */
function isOfLibrary(callee: Callee, { origins }: Tools): boolean {
  let root: ts.Expression = callee
  while (ts.isPropertyAccessExpression(root) || ts.isCallExpression(root)) root = root.expression
  const origin = ts.isIdentifier(root) ? origins.of(root) : undefined
  return origin !== undefined && chainingLibraries.has(origin.module)
}
