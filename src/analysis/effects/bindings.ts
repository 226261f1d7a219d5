import { ts } from 'ts-morph'
import { valueOf } from '../resolve-functions.js'
import type { Symbols } from '../symbols.js'
import { innermost } from '../syntax.js'

/** What the parameters of the functions on the way to some code are called with. */
export type Bindings = ReadonlyMap<ts.Node, Bound>

/** An expression, and what the parameters in it stand for. */
export interface Bound {
  expression: ts.Expression
  bindings: Bindings
}

/** How far a value is followed. */
const maximalSteps = 8

/** The bindings inside of a function that a call runs. */
export function bind(node: ts.SignatureDeclaration, given: readonly ts.Expression[], bindings: Bindings): Bindings {
  const own = node.parameters.flatMap((parameter, index): [ts.Node, Bound][] => {
    const expression = given[index] ?? parameter.initializer
    return expression && !parameter.dotDotDotToken ? [[parameter, { expression, bindings }]] : []
  })
  return own.length === 0 ? bindings : new Map([...bindings, ...own])
}

/** Follows a name to the expression that it stands for: through constants, parameters, and members of literals. */
export function follow({ expression, bindings }: Bound, symbols: Symbols, steps = maximalSteps): Bound {
  const node = innermost(expression)
  const here = { expression: node, bindings }
  const next = steps > 0 ? oneStep(here, symbols) : undefined
  return next ? follow(next, symbols, steps - 1) : here
}

function oneStep({ expression: node, bindings }: Bound, symbols: Symbols): Bound | undefined {
  if (ts.isIdentifier(node)) {
    const declaration = symbols.declarationsAt(node).at(-1)
    return declaration && valueOfDeclaration(declaration, bindings, symbols)
  }
  return ts.isPropertyAccessExpression(node) ? member({ expression: node.expression, bindings }, node.name.text, symbols) : undefined
}

function valueOfDeclaration(declaration: ts.Declaration, bindings: Bindings, symbols: Symbols): Bound | undefined {
  if (ts.isBindingElement(declaration)) return ofPattern(declaration, bindings, symbols)
  const bound = bindings.get(declaration)
  if (bound) return bound
  const value = isConstant(declaration) ? valueOf(declaration) : undefined
  return value && { expression: value, bindings }
}

/** `method` of `function send(url, { method })`. */
function ofPattern(element: ts.BindingElement, bindings: Bindings, symbols: Symbols): Bound | undefined {
  const holder = element.parent.parent
  if (ts.isBindingElement(holder) || !ts.isObjectBindingPattern(element.parent)) return undefined
  const outer = bindings.get(holder) ?? (holder.initializer && isConstant(holder) ? { expression: holder.initializer, bindings } : undefined)
  const found = outer && member(outer, (element.propertyName ?? element.name).getText(), symbols)
  return found ?? (element.initializer && { expression: element.initializer, bindings })
}

function member(object: Bound, name: string, symbols: Symbols): Bound | undefined {
  const { expression, bindings } = follow(object, symbols)
  if (!ts.isObjectLiteralExpression(expression)) return undefined
  const property = expression.properties.find((each) => each.name?.getText() === name)
  if (property && ts.isPropertyAssignment(property)) return { expression: property.initializer, bindings }
  return property && ts.isShorthandPropertyAssignment(property) ? { expression: property.name, bindings } : undefined
}

function isConstant(declaration: ts.Node): boolean {
  if (ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration)) return true
  return ts.isVariableDeclaration(declaration) && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0
}
