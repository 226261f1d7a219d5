import { ts } from 'ts-morph'
import { innermost } from '../syntax.js'
import type { Framework, FrameworkTools, Registration } from './framework.js'

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'all', 'head', 'options']
const chained = new Set([...verbs, 'use', 'param', 'route'])
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
    const inChain = routeCallIn(receiver)
    if (method === 'get' && call.arguments.length === 1 && !inChain) return undefined
    if (!isExpress(receiver, call, tools)) return undefined
    const paths = pathsOf(call, tools)
    const isRoute = method !== 'use' && method !== 'param' && paths.length > 0
    return {
      call,
      framework: 'express',
      kind: isRoute ? 'route' : 'middleware',
      ...(isRoute && { route: routeText(method, paths) }),
      handlers: call.arguments.slice(inChain || paths.length === 0 ? 0 : 1),
      forwardsRejection: tools.packageOf(call.getSourceFile()).majorOf('express') !== 4,
    } satisfies Registration
  },
}

/** How a route is written, whatever it is registered for: `GET /a`, `GET /a, /b`. */
export function routeText(method: string, paths: readonly string[]): string {
  return `${method.toUpperCase()} ${paths.join(', ')}`
}

/** The paths that a registration is for, as the router itself knows them; none for middleware of every path. */
export function pathsOf(call: ts.CallExpression, tools: FrameworkTools): string[] {
  if (!ts.isPropertyAccessExpression(call.expression)) return []
  const [first] = routeCallIn(call.expression.expression)?.arguments ?? call.arguments
  if (first === undefined) return []
  const isVerb = verbs.includes(call.expression.name.text) && call.arguments.length > 1
  return pathsIn(first, tools) ?? (isVerb ? [interpolation(first)] : [])
}

/** `app.route('/x')` at the root of a chain. */
function routeCallIn(receiver: ts.Expression): ts.CallExpression | undefined {
  let node = innermost(receiver)
  while (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    if (node.expression.name.text === 'route') return node
    node = innermost(node.expression.expression)
  }
  return undefined
}

/** The paths that an expression stands for; undefined for a handler. What is known at run time only keeps its text. */
function pathsIn(node: ts.Expression, tools: FrameworkTools): string[] | undefined {
  if (ts.isArrayLiteralExpression(node)) {
    const elements = node.elements.map((element) => pathsIn(element, tools))
    return elements.every((paths) => paths !== undefined) ? elements.flat() : undefined
  }
  if (ts.isRegularExpressionLiteral(node)) return [node.text]
  return ts.isStringLiteralLike(node) || tools.symbols.typeAt(node).flags & ts.TypeFlags.StringLike ? [textIn(node, tools)] : undefined
}

/** A string as a template would spell it: `${prefix}/x`. */
function textIn(node: ts.Expression, tools: FrameworkTools): string {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node)) return node.getText().slice(1, -1)
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) return textIn(node.left, tools) + textIn(node.right, tools)
  const type = tools.symbols.typeAt(node)
  return type.isStringLiteral() ? type.value : interpolation(node)
}

function interpolation(node: ts.Expression): string {
  return `\${${node.getText().replace(/\s+/g, ' ')}}`
}

function isExpress(receiver: ts.Expression, call: ts.CallExpression, tools: FrameworkTools): boolean {
  const root = rootOf(receiver)
  const type = tools.symbols.typeAt(root)
  if (!(type.flags & ts.TypeFlags.Any)) return isExpressType(type)
  return isMadeByExpress(root, tools) || looksLikeExpress(root, call, tools)
}

/** `app` in `app.route('/x').get(…).post(…)`. */
export function rootOf(receiver: ts.Expression): ts.Expression {
  let node = innermost(receiver)
  while (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && chained.has(node.expression.name.text)) {
    node = innermost(node.expression.expression)
  }
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
function looksLikeExpress(root: ts.Expression, call: ts.CallExpression, tools: FrameworkTools): boolean {
  const [first] = call.arguments
  const hasPath = first !== undefined && call.arguments.length > 1 && pathsIn(first, tools) !== undefined
  const isUse = ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'use'
  const name = ts.isPropertyAccessExpression(root) ? root.name.text : root.getText()
  return usualNames.test(name) && (hasPath || isUse || routeCallIn(call) !== undefined) && tools.packageOf(call.getSourceFile()).majorOf('express') !== undefined
}
