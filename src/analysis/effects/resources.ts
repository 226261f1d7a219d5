import { ts } from 'ts-morph'
import type { KnownCall } from '../../effects/index.js'
import type { CallEffect } from '../../model/effects.js'
import { allNodes } from '../blocks/references.js'
import type { Symbols } from '../symbols.js'
import { innermost } from '../syntax.js'
import { type Bound, follow } from './bindings.js'
import { argumentsOf, type CallSite, preparing, sqlOf } from './call-effect.js'

const tableName = /\b(?:FROM|INTO|UPDATE|JOIN|TABLE(?:\s+IF\s+(?:NOT\s+)?EXISTS)?)\s+["'`[]?([\w.$]+)/i

/** Their first argument says what to do, and not to what. */
const saying: readonly CallEffect[] = ['sql', 'statement', 'class-name']

/**
 * What a call touches, as text that means the same wherever it is written in the code around `within`; undefined where
 * nothing tells, or where it is another thing each time.
 */
export function resourceOf({ table, effect }: KnownCall, site: CallSite, within: ts.Node): string | undefined {
  if (table.kind === 'database') {
    const sql = sqlOf(site) ?? sqlOfPrepared(site)
    const named = sql === undefined ? undefined : tableName.exec(sql)?.[1]
    if (named !== undefined) return named
  }
  if (saying.includes(effect)) return undefined
  if (table.resource === 'receiver') return receiver(site, within)
  const [first] = argumentsOf(site.call)
  return first && named({ expression: first, bindings: site.bindings }, site.symbols, within)
}

function sqlOfPrepared(site: CallSite): string | undefined {
  const prepared = preparing(site)
  return prepared && sqlOf({ ...site, ...prepared })
}

/** `User` of `User.create()`, `'users'` of `knex('users').where(…).insert(…)`. */
function receiver({ call, bindings, symbols }: CallSite, within: ts.Node): string | undefined {
  if (!ts.isCallExpression(call)) return undefined
  let node = innermost(call.expression)
  while (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) {
    const [first] = ts.isCallExpression(node) ? node.arguments : []
    if (first && ts.isStringLiteralLike(first)) return first.text
    if (ts.isPropertyAccessExpression(node) && !containsCall(node.expression)) return named({ expression: node.expression, bindings }, symbols, within)
    node = innermost(node.expression)
  }
  return named({ expression: node, bindings }, symbols, within)
}

function containsCall(node: ts.Node): boolean {
  return [...allNodes(node)].some(ts.isCallExpression)
}

/** The text of an expression, if all names in it mean the same in the code around `within`. */
function named(bound: Bound, symbols: Symbols, within: ts.Node): string | undefined {
  const { expression: followed } = follow(bound, symbols)
  if (ts.isStringLiteralLike(followed)) return followed.text
  const expression = ts.isCallExpression(followed) || ts.isNewExpression(followed) ? innermost(bound.expression) : followed
  const isFixed = [...allNodes(expression)].every((node) => !ts.isCallExpression(node) && !(ts.isIdentifier(node) && isInner(node, symbols, within)))
  return isFixed ? expression.getText().replace(/\s+/g, ' ') : undefined
}

/** It is declared where the code around `within` does not see it. */
function isInner(name: ts.Identifier, symbols: Symbols, within: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(name.parent) && name.parent.name === name) return false
  const declaration = symbols.declarationsAt(name).at(-1)
  const home = declaration && ts.findAncestor(declaration.parent, (node) => ts.isFunctionLike(node) || ts.isIterationStatement(node, false))
  return home !== undefined && ts.findAncestor(within, (node) => node === home) === undefined
}
