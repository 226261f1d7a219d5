import { ts } from 'ts-morph'
import { isFunctionWithBody } from './function-registry.js'
import type { Symbols } from './symbols.js'
import { innermost } from './syntax.js'

/** A function, and the expression that hands it over. */
export interface Resolved {
  node: ts.FunctionLikeDeclaration
  expression: ts.Expression
  /** It went through a call first, as in `wrap(handler)`: what is registered is what the call makes of it. */
  isWrapped: boolean
}

/** Finds the functions of the project that an expression may denote, from where it is used back to where they are written. */
export function resolveFunctions(expression: ts.Expression, symbols: Symbols): Resolved[] {
  return new Resolver(symbols).resolve(expression).map((found) => ({ ...found, expression: found.expression ?? expression }))
}

/** The functions that a declaration, such as an export of a module, stands for. */
export function functionsDeclaredAs(declaration: ts.Declaration, symbols: Symbols): ts.FunctionLikeDeclaration[] {
  if (isFunctionWithBody(declaration)) return [declaration]
  const value = ts.isShorthandPropertyAssignment(declaration) ? declaration.name : valueOf(declaration)
  return value ? resolveFunctions(value, symbols).map(({ node }) => node) : []
}

type Found = Omit<Resolved, 'expression'> & { expression?: ts.Expression }

class Resolver {
  readonly #seen = new Set<ts.Node>()

  constructor(private readonly symbols: Symbols) {}

  resolve(expression: ts.Expression): Found[] {
    const node = innermost(expression)
    if (this.#seen.has(node)) return []
    this.#seen.add(node)
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return [{ node, isWrapped: false }]
    if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((element) => this.#resolveElement(element))
    if (ts.isConditionalExpression(node)) return [...this.resolve(node.whenTrue), ...this.resolve(node.whenFalse)]
    if (ts.isCallExpression(node)) return this.#resolveCall(node)
    if (ts.isIdentifier(node)) return this.#resolveName(node, node)
    if (ts.isPropertyAccessExpression(node)) return this.#resolveName(node.name, node)
    return []
  }

  #resolveElement(element: ts.Expression): Found[] {
    const inner = ts.isSpreadElement(element) ? element.expression : element
    return this.resolve(inner).map((found) => ({ ...found, expression: found.expression ?? inner }))
  }

  /** `f.bind(x)` is `f`; `wrap(f)` runs `f`; any other call gives what its function returns. */
  #resolveCall(call: ts.CallExpression): Found[] {
    const callee = call.expression
    if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'bind') return this.resolve(callee.expression)
    const wrapped = call.arguments.flatMap((argument) => this.resolve(argument).map((found) => ({ ...found, expression: argument, isWrapped: true })))
    if (wrapped.length > 0) return wrapped
    const made = this.#resolveType(call)
    return made.length > 0 ? made : this.resolve(callee).flatMap(({ node }) => returnedBy(node).flatMap((value) => this.resolve(value)))
  }

  #resolveName(name: ts.Node, expression: ts.Expression): Found[] {
    const found = this.symbols.declarationsAt(name).flatMap((declaration) => this.#resolveDeclaration(declaration))
    return found.length > 0 ? found : this.#resolveType(expression)
  }

  #resolveDeclaration(declaration: ts.Declaration): Found[] {
    if (this.#seen.has(declaration)) return []
    if (isFunctionWithBody(declaration)) {
      this.#seen.add(declaration)
      return [{ node: declaration, isWrapped: false }]
    }
    const value = valueOf(declaration)
    if (value) return this.resolve(value)
    return ts.isShorthandPropertyAssignment(declaration) ? this.#resolveName(declaration.name, declaration.name) : []
  }

  #resolveType(expression: ts.Expression): Found[] {
    const declaration = this.symbols.typeAt(expression).getCallSignatures().at(0)?.getDeclaration()
    return declaration && isFunctionWithBody(declaration) && !declaration.getSourceFile().isDeclarationFile ? [{ node: declaration, isWrapped: false }] : []
  }
}

/** What a function's own `return` statements give, without those of functions inside of it. */
export function returnedBy(node: ts.FunctionLikeDeclaration): ts.Expression[] {
  if (!node.body) return []
  if (!ts.isBlock(node.body)) return [node.body]
  const values: ts.Expression[] = []
  const visit = (child: ts.Node): void => {
    if (ts.isReturnStatement(child) && child.expression) values.push(child.expression)
    else if (!ts.isFunctionLike(child)) child.forEachChild(visit)
  }
  visit(node.body)
  return values
}

/** The expression that a name or property is declared with. */
export function valueOf(declaration: ts.Declaration): ts.Expression | undefined {
  if (ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration)) return declaration.initializer
  if (ts.isExportAssignment(declaration)) return declaration.expression
  if (ts.isBinaryExpression(declaration)) return declaration.right
  const { parent } = declaration
  return ts.isPropertyAccessExpression(declaration) && ts.isBinaryExpression(parent) && parent.left === declaration ? parent.right : undefined
}
