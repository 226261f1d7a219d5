import { ts } from 'ts-morph'
import { sqlEffect } from '../../drivers/sql-effect.js'
import type { KnownCall } from '../../effects/index.js'
import type { Access, CallEffect, Effect, PlainEffect } from '../../model/effects.js'
import type { Symbols } from '../symbols.js'
import { innermost } from '../syntax.js'
import { type Bindings, follow } from './bindings.js'
import { commandAccess } from './command-access.js'
import type { CallNode } from './known-calls.js'
import { textIn } from './text-in.js'

/** A call where it stands on one way through the program. */
export interface CallSite {
  call: CallNode
  bindings: Bindings
  symbols: Symbols
}

/** What a call of a known function does; undefined where that is nothing. */
export function callEffect({ effect, table }: KnownCall, site: CallSite): Effect | undefined {
  const plain = plainEffect(effect, site)
  return plain === 'none' ? undefined : { kind: table.kind, ...accessOf(plain) }
}

function accessOf(effect: Exclude<PlainEffect, 'none'>): Omit<Effect, 'kind'> {
  if (effect === 'repeatable') return { access: 'write', isRepeatable: true }
  if (effect === 'overwrites') return { access: 'write', overwrites: true }
  return { access: effect }
}

function plainEffect(effect: CallEffect, site: CallSite): PlainEffect {
  if (typeof effect === 'object') return hasOption(effect.withOption, site) ? effect.is : effect.otherwise
  switch (effect) {
    case 'sql': return sqlEffect(sqlOf(site) ?? '').effect
    case 'statement': return statementEffect(site)
    case 'http-method': return methodAccess(site)
    case 'command': return commandAccess(commandOf(site))
    case 'class-name': return classAccess(site)
    default: return effect
  }
}

/** The arguments of a call; a template with a tag has one. */
export function argumentsOf(call: CallNode): readonly ts.Expression[] {
  return ts.isCallExpression(call) ? call.arguments : [call.template]
}

/** The SQL that a call is given, as text, or as its `text` or `sql`. */
export function sqlOf({ call, bindings, symbols }: CallSite): string | undefined {
  const [first] = argumentsOf(call)
  if (!first) return undefined
  const { expression, bindings: within } = follow({ expression: first, bindings }, symbols)
  const named = ts.isObjectLiteralExpression(expression) ? propertyOf(expression, /^(text|sql|query)$/) : expression
  return named && textIn({ expression: named, bindings: within }, symbols)
}

/** By the SQL that the statement was prepared with. */
function statementEffect(site: CallSite): PlainEffect {
  const prepared = preparing(site)
  return prepared ? sqlEffect(sqlOf({ ...site, ...prepared }) ?? '').effect : 'unknown'
}

/** `db.prepare('…')` of `statement.run()`. */
export function preparing({ call, bindings, symbols }: CallSite): { call: ts.CallExpression; bindings: Bindings } | undefined {
  if (!ts.isCallExpression(call)) return undefined
  const callee = innermost(call.expression)
  if (!ts.isPropertyAccessExpression(callee)) return undefined
  const { expression: made, bindings: within } = follow({ expression: callee.expression, bindings }, symbols)
  return ts.isCallExpression(made) ? { call: made, bindings: within } : undefined
}

function hasOption(name: string, { call, bindings, symbols }: CallSite): boolean {
  return argumentsOf(call).slice(1).some((argument) => {
    const { expression } = follow({ expression: argument, bindings }, symbols)
    const option = ts.isObjectLiteralExpression(expression) ? propertyOf(expression, new RegExp(`^${name}$`)) : undefined
    return option?.kind === ts.SyntaxKind.TrueKeyword
  })
}

const methodName = /^(get|head|options|post|put|patch|delete|trace|connect)$/i

/** By `method` in the options, or a method that is named first. */
function methodAccess({ call, bindings, symbols }: CallSite): Access {
  const given = argumentsOf(call).map((expression) => follow({ expression, bindings }, symbols))
  const [first] = given
  if (first && ts.isStringLiteralLike(first.expression) && methodName.test(first.expression.text)) return accessByMethod(first.expression.text)
  const found = given.map((each) => methodIn(each, symbols))
  const told = found.find((each) => each !== undefined)
  if (told !== undefined) return told === '' ? 'unknown' : accessByMethod(told)
  // The last argument may hold a method that cannot be seen.
  const options = given.slice(1).at(0)?.expression
  return options && !ts.isObjectLiteralExpression(options) && !ts.isFunctionLike(options) && options.kind !== ts.SyntaxKind.NullKeyword && options.getText() !== 'undefined' ? 'unknown' : 'read'
}

/** The method that an object names, `''` for one that is not known, undefined for none. */
function methodIn({ expression, bindings }: { expression: ts.Expression; bindings: Bindings }, symbols: Symbols): string | undefined {
  if (ts.isNewExpression(expression)) {
    const inner = expression.arguments?.map((each) => methodIn(follow({ expression: each, bindings }, symbols), symbols)).find((each) => each !== undefined)
    return inner
  }
  if (!ts.isObjectLiteralExpression(expression)) return undefined
  const method = propertyOf(expression, /^method$/)
  if (method) {
    const { expression: value } = follow({ expression: method, bindings }, symbols)
    return ts.isStringLiteralLike(value) ? value.text : ''
  }
  const spread = expression.properties.filter(ts.isSpreadAssignment).map(({ expression: each }) => {
    const inner = follow({ expression: each, bindings }, symbols)
    return ts.isObjectLiteralExpression(inner.expression) ? methodIn(inner, symbols) : ''
  })
  return spread.find((each) => each !== undefined)
}

function accessByMethod(method: string): Access {
  return /^(get|head|options|trace)$/i.test(method) ? 'read' : 'write'
}

function commandOf({ call, bindings, symbols }: CallSite): string {
  const [command, list] = argumentsOf(call)
  const text = command ? textIn({ expression: command, bindings }, symbols) : '?'
  const words = list ? follow({ expression: list, bindings }, symbols) : undefined
  const further = words && ts.isArrayLiteralExpression(words.expression)
    ? words.expression.elements.map((expression) => textIn({ expression, bindings: words.bindings }, symbols)) : []
  return [text, ...further].join(' ')
}

/** `new GetObjectCommand(…)` */
function classAccess({ call, bindings, symbols }: CallSite): Access {
  const [first] = argumentsOf(call)
  const made = first && follow({ expression: first, bindings }, symbols).expression
  const name = made && ts.isNewExpression(made) ? made.expression.getText().replace(/^.*\./, '') : ''
  if (/^(Get|List|Describe|Head|Query|Scan|BatchGet|TransactGet|Lookup|Select|Search)/.test(name)) return 'read'
  return name === '' || name.startsWith('Receive') ? 'unknown' : 'write'
}

function propertyOf(object: ts.ObjectLiteralExpression, name: RegExp): ts.Expression | undefined {
  const property = object.properties.find((each) => each.name !== undefined && name.test(each.name.getText().replace(/['"]/g, '')))
  if (property && ts.isPropertyAssignment(property)) return property.initializer
  return property && ts.isShorthandPropertyAssignment(property) ? property.name : undefined
}
