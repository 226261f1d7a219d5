import { ts } from 'ts-morph'
import type { GuardForm } from '../model/facts.js'
import type { Span } from '../model/ids.js'
import type { ApiOrigins } from './api-origin.js'
import { spanOf } from './function-registry.js'
import type { NameIndex } from './name-index.js'
import { innermost } from './syntax.js'

/** What the guard of unblock-runtime can go around, and how. */
export interface GuardableNode {
  node: ts.Node
  span: Span
  form: GuardForm
  name?: string
}

/** The expression that hands a handler over, where the guard can go around it; undefined where it is there already. */
export function guardableAt(place: ts.Node, origins: ApiOrigins): GuardableNode | undefined {
  return isValue(place) && !isGuard(place.parent, origins) && !holdsGuard(place, origins) ? { node: place, span: spanOf(place), form: 'value' } : undefined
}

/** A function that a framework finds by itself: a method of a class, what a module exports, a member of an object that it exports. */
export function guardableFunction(node: ts.FunctionLikeDeclaration, { origins, index }: { origins: ApiOrigins; index: NameIndex }): GuardableNode | undefined {
  if (ts.isMethodDeclaration(node) && ts.isClassLike(node.parent)) return guardableMethod(node, origins)
  if (ts.isFunctionDeclaration(node)) return guardableDeclaration(node, index)
  return isExported(node) ? { node, span: spanOf(node), form: 'value' } : guardableAt(node, origins)
}

/** Nearest to the method, so that what other decorators note with it is noted with the guarded one. */
function guardableMethod(node: ts.MethodDeclaration, origins: ApiOrigins): GuardableNode | undefined {
  const decorators = ts.getDecorators(node) ?? []
  if (decorators.some(({ expression }) => isGuard(expression, origins))) return undefined
  const first = node.modifiers?.find((modifier) => !ts.isDecorator(modifier)) ?? node.asteriskToken ?? node.name
  return { node, span: { ...spanOf(node), start: first.getStart() }, form: 'method' }
}

/** A constant is not there before its line, so nothing else may use the name. */
function guardableDeclaration(node: ts.FunctionDeclaration, index: NameIndex): GuardableNode | undefined {
  const modifiers = node.modifiers ?? []
  const isDefault = modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  const isAlone = node.name === undefined || index.occurrencesIn(node.getSourceFile(), node.name.text).length === 1
  const exporting = modifiers.findLast(({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword)
  if (!exporting || !isAlone) return undefined
  const first = modifiers.find((modifier) => modifier.pos >= exporting.end)
  const start = first?.getStart() ?? node.getChildren().find(({ kind }) => kind === ts.SyntaxKind.FunctionKeyword)?.getStart() ?? node.getStart()
  return { node, span: { ...spanOf(node), start }, form: 'declaration', ...(!isDefault && node.name && { name: node.name.text }) }
}

/** `export const GET = …`, `export default …` */
function isExported({ parent }: ts.Node): boolean {
  return ts.isVariableDeclaration(parent) || (ts.isExportAssignment(parent) && parent.isExportEquals !== true)
}

/** A whole value of its own: an argument, an element of a list, the value of a property; no name of a method or of an export, and no list after `...`. */
function isValue(node: ts.Node): node is ts.Expression {
  const { parent } = node
  if (ts.isCallExpression(parent)) return parent.arguments.some((argument) => argument === node)
  return ts.isPropertyAssignment(parent) ? parent.initializer === node : ts.isArrayLiteralExpression(parent)
}

/** `wrap(asyncOnly(handler))` */
function holdsGuard(expression: ts.Expression, origins: ApiOrigins): boolean {
  const node = innermost(expression)
  return isGuard(node, origins) || (ts.isCallExpression(node) && node.arguments.some((argument) => holdsGuard(argument, origins)))
}

/** `asyncOnly(handler)`, which gives what it is given, and the decorator `AsyncOnly()`. */
export function isGuard(node: ts.Node, origins: ApiOrigins): boolean {
  if (!ts.isCallExpression(node)) return false
  const origin = origins.of(node.expression)
  return origin?.module === 'unblock-runtime/guard' && ['asyncOnly', 'AsyncOnly'].includes(origin.path.join('.'))
}
