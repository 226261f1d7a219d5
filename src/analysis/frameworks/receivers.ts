import { ts } from 'ts-morph'
import { innermost } from '../syntax.js'
import { frameworks } from './index.js'
import type { Framework, Receivers } from './framework.js'
import type { FrameworkTools } from './registration.js'

const chained = new Set(frameworks.flatMap(({ receivers, calls = [] }) => [
  ...receivers?.chained ?? [], ...receivers?.part ? [receivers.part] : [], ...receivers?.prefix?.method ? [receivers.prefix.method] : [], ...calls.flatMap(({ names }) => names),
]))

/** `app` in `app.route('/x').get(…).post(…)`. */
export function rootOf(receiver: ts.Expression): ts.Expression {
  let node = innermost(receiver)
  while (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && chained.has(node.expression.name.text)) {
    node = innermost(node.expression.expression)
  }
  return node
}

/** `app.route('/x')` at the root of a chain. */
export function partIn(receiver: ts.Expression, { receivers }: Framework): ts.CallExpression | undefined {
  let node = innermost(receiver)
  while (receivers?.part !== undefined && ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    if (node.expression.name.text === receivers.part) return node
    node = innermost(node.expression.expression)
  }
  return undefined
}

/** What is known of a receiver: that it is one by type or by what made it, that it is none, or that its name alone speaks for it. */
export function receiverAt(receiver: ts.Expression, framework: Framework, tools: FrameworkTools): 'known' | 'likely' | undefined {
  const { receivers } = framework
  if (!receivers) return undefined
  const root = rootOf(receiver)
  const type = tools.symbols.typeAt(root)
  if (!(type.flags & ts.TypeFlags.Any)) return isOfType(type, receivers) || isMade(root, receivers, tools) ? 'known' : undefined
  if (isMade(root, receivers, tools)) return 'known'
  const written = writtenType(root, tools)
  if (written) return isNamedType(written, framework, tools) ? 'known' : undefined
  const name = ts.isPropertyAccessExpression(root) ? root.name.text : root.getText()
  const isUsed = framework.package === undefined || tools.packageOf(receiver.getSourceFile()).majorOf(framework.package) !== undefined
  return receivers.usual.test(name) && isUsed ? 'likely' : undefined
}

/** Whether a call, with or without `new`, makes an app or a router. */
export function isMaker(callee: ts.Expression, { origins }: FrameworkTools, of: readonly Receivers[] = allReceivers): boolean {
  const origin = origins.of(callee)
  return origin !== undefined && of.some(({ makers }) => Object.hasOwn(makers, origin.module) && makers[origin.module]?.includes(origin.path.join('.')))
}

const allReceivers = frameworks.flatMap(({ receivers }) => receivers ?? [])

function isOfType(type: ts.Type, { types, declaredIn }: Receivers): boolean {
  const parts = type.isIntersection() ? type.types : [type]
  return parts.some((part) => {
    const symbols = [part.aliasSymbol, part.getSymbol()].filter((symbol) => symbol !== undefined)
    return symbols.some((symbol) => {
      const file = symbol.declarations?.at(0)?.getSourceFile().fileName ?? ''
      return types.includes(symbol.name) && declaredIn.some((part) => file.includes(part))
    })
  })
}

/** Made by a call of an export of the framework, in a project without types for it. */
function isMade(root: ts.Expression, receivers: Receivers, tools: FrameworkTools): boolean {
  const name = ts.isPropertyAccessExpression(root) ? root.name : root
  return [root, ...tools.symbols.declarationsAt(name).map(initializerOf)].some((made) => {
    const maker = made && rootOf(ts.isAwaitExpression(innermost(made)) ? (innermost(made) as ts.AwaitExpression).expression : made)
    return maker !== undefined && (ts.isCallExpression(maker) || ts.isNewExpression(maker)) && isMaker(maker.expression, tools, [receivers])
  })
}

function initializerOf(declaration: ts.Declaration): ts.Expression | undefined {
  if (ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration)) return declaration.initializer
  return ts.isPropertyAccessExpression(declaration) && ts.isBinaryExpression(declaration.parent) ? declaration.parent.right : undefined
}

/** The type that an app is written with, where its package is not installed. */
function writtenType(root: ts.Expression, { symbols }: FrameworkTools): ts.EntityName | undefined {
  const name = ts.isPropertyAccessExpression(root) ? root.name : root
  for (const declaration of symbols.declarationsAt(name)) {
    const type = (ts.isParameter(declaration) || ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration)) && declaration.type
    if (type && ts.isTypeReferenceNode(type)) return type.typeName
  }
  return undefined
}

function isNamedType(name: ts.EntityName, { receivers, package: used }: Framework, { origins }: FrameworkTools): boolean {
  const last = ts.isIdentifier(name) ? name : name.right
  const origin = origins.of(ts.isIdentifier(name) ? name : leftmost(name))
  const isOfPackage = origin !== undefined && (origin.module === used || Object.hasOwn(receivers?.makers ?? {}, origin.module))
  return isOfPackage && (receivers?.types.includes(last.text) || origin.path.some((part) => receivers?.types.includes(part)) || origin.path.length === 0)
}

function leftmost(name: ts.EntityName): ts.Identifier {
  return ts.isIdentifier(name) ? name : leftmost(name.left)
}
