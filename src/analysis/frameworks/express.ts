import { ts } from 'ts-morph'
import { innermost } from '../syntax.js'
import type { Framework, FrameworkTools, Registration } from './framework.js'

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'all', 'head', 'options']
const typeNames = new Set(['Express', 'Application', 'Router', 'IRouter', 'IRoute'])
const usualNames = /(app|router|routes?|server|api)$/i

/** Express 4 and 5: `app.get('/x', …)`, `router.use(…)`, `app.route('/x').get(…)`, lists of handlers and chains. */
export const express: Framework = {
  name: 'express',
  names: [...verbs, 'use', 'param'],
  registrationAt(call, tools) {
    const callee = call.expression
    if (!ts.isPropertyAccessExpression(callee)) return undefined
    const { expression: receiver, name: { text: method } } = callee
    const [first] = call.arguments
    if (method === 'get' && call.arguments.length === 1 && !routeOf(receiver)) return undefined
    if (!isExpress(receiver, call, tools)) return undefined
    const ownPath = first && pathText(first)
    const path = routeOf(receiver) ?? ownPath
    const route = method === 'use' || method === 'param' || path === undefined ? undefined : `${method.toUpperCase()} ${path}`
    return {
      call,
      framework: 'express',
      kind: route === undefined ? 'middleware' : 'route',
      ...(route !== undefined && { route }),
      handlers: call.arguments.filter((_, index) => index > 0 || ownPath === undefined),
      forwardsRejection: tools.packageOf(call.getSourceFile()).majorOf('express') !== 4,
    } satisfies Registration
  },
}

/** The path of `app.route('/x')` at the root of a chain. */
function routeOf(receiver: ts.Expression): string | undefined {
  let node = innermost(receiver)
  while (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const [path] = node.arguments
    if (node.expression.name.text === 'route' && path) return pathText(path)
    node = innermost(node.expression.expression)
  }
  return undefined
}

/** A route's path as written: a string, or the text of a pattern or of a list; undefined for a handler. */
function pathText(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isRegularExpressionLiteral(node) || ts.isTemplateExpression(node)) return node.getText()
  if (ts.isArrayLiteralExpression(node) && node.elements.every((element) => pathText(element) !== undefined)) return node.getText()
  return ts.isBinaryExpression(node) ? node.getText() : undefined
}

function isExpress(receiver: ts.Expression, call: ts.CallExpression, tools: FrameworkTools): boolean {
  const root = rootOf(receiver)
  const type = tools.symbols.typeAt(root)
  if (!(type.flags & ts.TypeFlags.Any)) return isExpressType(type)
  return isMadeByExpress(root, tools) || looksLikeExpress(root, call, tools)
}

/** `app` in `app.route('/x').get(…).post(…)`. */
function rootOf(receiver: ts.Expression): ts.Expression {
  let node = innermost(receiver)
  while (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) node = innermost(node.expression.expression)
  return node
}

function isExpressType(type: ts.Type): boolean {
  const parts = type.isIntersection() ? type.types : [type]
  return parts.some((part) => {
    const symbol = part.aliasSymbol ?? part.getSymbol()
    const file = symbol?.declarations?.at(0)?.getSourceFile().fileName ?? ''
    return symbol !== undefined && typeNames.has(symbol.name) && file.includes('express')
  })
}

/** Made by `express()` or `express.Router()` in a project without types for it. */
function isMadeByExpress(root: ts.Expression, { symbols, origins }: FrameworkTools): boolean {
  const name = ts.isPropertyAccessExpression(root) ? root.name : root
  return [root, ...symbols.declarationsAt(name).map(initializerOf)].some((made) => {
    const maker = made && innermost(made)
    return maker !== undefined && (ts.isCallExpression(maker) || ts.isNewExpression(maker)) && origins.of(maker.expression)?.module === 'express'
  })
}

function initializerOf(declaration: ts.Declaration): ts.Expression | undefined {
  if (ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration)) return declaration.initializer
  return ts.isPropertyAccessExpression(declaration) && ts.isBinaryExpression(declaration.parent) ? declaration.parent.right : undefined
}

/** An untyped `app` that was handed in, in a package that uses Express. */
function looksLikeExpress(root: ts.Expression, call: ts.CallExpression, { packageOf }: FrameworkTools): boolean {
  const [first] = call.arguments
  const hasPath = first !== undefined && pathText(first) !== undefined && call.arguments.length > 1
  const isUse = ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'use'
  const name = ts.isPropertyAccessExpression(root) ? root.name.text : root.getText()
  return usualNames.test(name) && (hasPath || isUse || routeOf(call) !== undefined) && packageOf(call.getSourceFile()).majorOf('express') !== undefined
}
