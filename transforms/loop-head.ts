// before: items.forEach((item, index) =>                map.forEach((value, key) =>
// after:  for (const [index, item] of items.entries())  for (const [key, value] of map)

import type { CallbackMethod } from '../src/model/handovers.js'
import type { FileParts } from './file-rewrite.js'
import type { Receiver } from './receiver.js'
import type { SyntaxNode } from './syntax-node.js'

/** What stands between `for (const ` and the loop's body, apart from the receiver's own text. */
export interface LoopHead {
  /** `item`, `[index, item]` */
  variable: string
  /** What the receiver is asked for: `.entries()`; empty where it is walked itself. */
  walked: '' | '.entries()' | '.keys()' | '.values()'
}

/** The forms of `forEach` that a loop can take the place of. */
export type ForEachMethod = Extract<CallbackMethod, `${string}forEach`>

/** Spells a callback's parameters as a loop's variable; undefined for those that no loop has. */
export function readHead(callback: SyntaxNode, method: ForEachMethod, parts: FileParts): LoopHead | undefined {
  const [item, index, ...others] = callback.list('params')
  if (others.length > 0 || !isPlain(item) || !isPlain(index)) return undefined
  if (!item) return parts.names.isFree('_') ? { variable: '_', walked: '' } : undefined
  const [itemName, indexName] = [item, index].map((param) => param && withoutType(param, parts))
  if (!indexName) return { variable: itemName ?? '', walked: method === 'Map.forEach' ? '.values()' : '' }
  if (method === 'Set.forEach' || (method === 'forEach' && !index?.is('Identifier'))) return undefined
  if (isUnused(item, callback)) return { variable: indexName, walked: '.keys()' }
  return { variable: `[${indexName}, ${itemName ?? ''}]`, walked: method === 'forEach' ? '.entries()' : '' }
}

/** `.entries()) `, for a receiver that may be missing `?.entries() ?? []) ` */
export function endOfHead({ walked }: LoopHead, { isOptional }: Receiver): string {
  const link = isOptional && walked ? '?' : ''
  return `${link}${walked}${isOptional ? ' ?? []' : ''}) `
}

function isPlain(param: SyntaxNode | undefined): boolean {
  if (!param) return true
  const runsCode = [...param.descendants()].some((node) => node.is('CallExpression', 'OptionalCallExpression', 'AwaitExpression'))
  return param.is('Identifier', 'ObjectPattern', 'ArrayPattern') && param.string('name') !== 'this' && !param.has('optional') && !runsCode
}

function isUnused(param: SyntaxNode, callback: SyntaxNode): boolean {
  const uses = callback.list('body').flatMap((body) => [...body.descendants()]).filter((node) => node.string('name') === param.string('name'))
  return param.is('Identifier') && uses.length === 0
}

function withoutType(param: SyntaxNode, { tree }: FileParts): string {
  return tree.text({ start: param.start, end: param.child('typeAnnotation')?.start ?? param.end })
}
