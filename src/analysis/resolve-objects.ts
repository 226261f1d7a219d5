import { ts } from 'ts-morph'
import { exportedBy } from './exported-by.js'
import { resolveFunctions, returnedBy, valueOf } from './resolve-functions.js'
import type { Symbols } from './symbols.js'
import { innermost, requiredModule } from './syntax.js'

/** A member of an object: the expression that is its value, or the method that is written there. */
export type MemberValue = ts.Expression | ts.MethodDeclaration

/** Finds the object literals that an expression may denote, alone or in a list, from where it is used back to where they are written. */
export function resolveObjects(expression: ts.Expression, symbols: Symbols): ts.ObjectLiteralExpression[] {
  return new ObjectResolver(symbols).resolve(expression)
}

class ObjectResolver {
  readonly #seen = new Set<ts.Node>()

  constructor(private readonly symbols: Symbols) {}

  resolve(expression: ts.Expression): ts.ObjectLiteralExpression[] {
    const node = innermost(expression)
    if (this.#seen.has(node)) return []
    this.#seen.add(node)
    if (ts.isObjectLiteralExpression(node)) return [node]
    if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((element) => this.resolve(ts.isSpreadElement(element) ? element.expression : element))
    if (ts.isConditionalExpression(node)) return [...this.resolve(node.whenTrue), ...this.resolve(node.whenFalse)]
    if (ts.isIdentifier(node)) return this.#resolveName(node)
    if (ts.isPropertyAccessExpression(node)) return this.#resolveName(node.name)
    return ts.isCallExpression(node) ? this.#resolveCall(node) : []
  }

  #resolveCall(call: ts.CallExpression): ts.ObjectLiteralExpression[] {
    const specifier = requiredModule(call)
    if (specifier) return exportedBy(specifier, this.symbols).flatMap((value) => this.resolve(value))
    const callee = call.expression
    if (ts.isPropertyAccessExpression(callee) && /^(concat|map|filter|flat)$/.test(callee.name.text)) return [callee.expression, ...call.arguments].flatMap((each) => this.resolve(each))
    return resolveFunctions(callee, this.symbols).flatMap(({ node }) => returnedBy(node)).flatMap((value) => this.resolve(value))
  }

  #resolveName(name: ts.Node): ts.ObjectLiteralExpression[] {
    return this.symbols.declarationsAt(name).flatMap((declaration) => {
      const value = ts.isShorthandPropertyAssignment(declaration) ? declaration.name : elementsFor(declaration) ?? valueOf(declaration)
      return value ? this.resolve(value) : []
    })
  }
}

/** The list whose elements a name stands for one by one: `for (const route of routes)`, `routes.forEach((route) => …)`. */
function elementsFor(declaration: ts.Declaration): ts.Expression | undefined {
  if (ts.isVariableDeclaration(declaration)) {
    const loop = declaration.parent.parent
    return ts.isForOfStatement(loop) ? loop.expression : undefined
  }
  if (!ts.isParameter(declaration) || declaration.parent.parameters[0] !== declaration) return undefined
  const { parent: call } = declaration.parent
  const isCallback = ts.isCallExpression(call) && call.arguments[0] === declaration.parent && ts.isPropertyAccessExpression(call.expression)
  return isCallback && /^(forEach|map)$/.test(call.expression.name.text) ? call.expression.expression : undefined
}

/** What an object has under a name, also from objects that are spread into it. */
export function memberValues(object: ts.ObjectLiteralExpression, name: string, symbols: Symbols): MemberValue[] {
  return object.properties.flatMap((property): MemberValue[] => {
    if (ts.isSpreadAssignment(property)) return resolveObjects(property.expression, symbols).filter((spread) => spread !== object).flatMap((spread) => memberValues(spread, name, symbols))
    if (textOf(property.name) !== name) return []
    if (ts.isPropertyAssignment(property)) return [property.initializer]
    if (ts.isShorthandPropertyAssignment(property)) return [property.name]
    return ts.isMethodDeclaration(property) ? [property] : []
  })
}

/** Every member of an object with its name. */
export function namedMembers(object: ts.ObjectLiteralExpression, symbols: Symbols): { name: string; values: MemberValue[] }[] {
  const names = object.properties.flatMap((property) => (property.name ? [textOf(property.name)] : []))
  return [...new Set(names)].map((name) => ({ name, values: memberValues(object, name, symbols) }))
}

function textOf(name: ts.PropertyName): string {
  return ts.isStringLiteralLike(name) ? name.text : name.getText()
}
