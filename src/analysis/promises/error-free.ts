import { ts } from 'ts-morph'
import { isReport, mayThrow } from '../catches-all.js'
import { cannotThrow } from '../effects/cannot-throw.js'
import { isFunctionWithBody } from '../function-registry.js'
import { returnedBy, valueOf } from '../resolve-functions.js'
import type { Symbols } from '../symbols.js'
import { innermost } from '../syntax.js'

/** How deep functions are looked into. */
const followedCalls = 3

/** Functions of JavaScript and Node.js, and such as are called so, that nobody expects an error of. */
const harmless = /^(clear|set)(Timeout|Interval|Immediate)$|^(Date\.now|String|Boolean|debug|log|next)$/
const ofLists = /\.(shift|pop|push|unshift|slice|join|includes)$/
const harmlessClasses = /^(\w*Error|Date|Map|Set)$/

/** `res.status(500).send(message)`: whoever answers with an error has dealt with it. */
const answers = /^(res|response|reply)\b/

/** Says of which code nobody has to catch an error, as far as people write: it catches all itself, and reports it, answers with it or hands it on. */
export class ErrorFree {
  readonly #known = new Map<ts.Node, boolean>()

  constructor(private readonly symbols: Pick<Symbols, 'declarationsAt'>) {}

  /** Whether no error leaves a function, with those of the project that it calls by their names. */
  isFunction(node: ts.Node, depth = followedCalls): boolean {
    const known = this.#known.get(node)
    if (known !== undefined) return known
    this.#known.set(node, true)
    const isFree = isFunctionWithBody(node) && node.body !== undefined
      && node.parameters.every(({ initializer }) => initializer === undefined || cannotThrow(initializer))
      && !mayThrow(node.body, (part) => this.#isSafe(part, depth))
      && returnedBy(node).every((value) => this.#isHandledOn(value, depth))
    this.#known.set(node, isFree)
    return isFree
  }

  /** Whether a promise that a call gives is never rejected. */
  neverRejects(expression: ts.Expression): boolean {
    const node = innermost(expression)
    if (!ts.isCallExpression(node)) return false
    if (node.expression.getText() === 'Promise.resolve') return node.arguments.length === 0
    const callee = innermost(node.expression)
    if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'catch') return node.arguments.every((callback) => !isFunctionWithBody(callback) || this.isFunction(callback))
    if (ts.isPropertyAccessExpression(callee) && (callee.name.text === 'then' || callee.name.text === 'finally')) {
      return this.neverRejects(callee.expression) && node.arguments.every((callback) => this.isFunction(innermost(callback)))
    }
    const called = this.#functionOf(callee)
    return called !== undefined && isAsync(called) && this.isFunction(called)
  }

  /** Whether each call of a function, written or named here, deals with its errors by itself. */
  isCallback(callback: ts.Expression): boolean {
    const node = this.#functionOf(innermost(callback))
    return node !== undefined && (this.isFunction(node) || returnedBy(node).some((value) => value === node.body && this.neverRejects(value)))
  }

  #isSafe(node: ts.CallExpression | ts.NewExpression | ts.AwaitExpression, depth: number): boolean {
    if (ts.isNewExpression(node)) return harmlessClasses.test(node.expression.getText())
    if (ts.isAwaitExpression(node)) return ts.isCallExpression(innermost(node.expression))
    const callee = node.expression.getText()
    if (isReport(node) || [harmless, ofLists, answers].some((known) => known.test(callee)) || this.#settles(node)) return true
    const called = depth > 0 ? this.#functionOf(innermost(node.expression)) : undefined
    return called !== undefined && this.isFunction(called, depth - 1)
  }

  /** A promise that is returned and not awaited takes its error along. */
  #isHandledOn(value: ts.Expression, depth: number): boolean {
    const node = innermost(value)
    if (ts.isBinaryExpression(node)) return this.#isHandledOn(node.left, depth) && this.#isHandledOn(node.right, depth)
    if (ts.isConditionalExpression(node)) return this.#isHandledOn(node.whenTrue, depth) && this.#isHandledOn(node.whenFalse, depth)
    return ts.isCallExpression(node) ? this.#isSafe(node, depth) : !ts.isNewExpression(node)
  }

  /** `resolve(value)`, `reject(error)` of `new Promise((resolve, reject) => …)` */
  #settles({ expression: callee }: ts.CallExpression): boolean {
    const declaration = ts.isIdentifier(callee) ? this.symbols.declarationsAt(callee).at(-1) : undefined
    const executor = declaration && ts.isParameter(declaration) ? declaration.parent.parent : undefined
    return executor !== undefined && ts.isNewExpression(executor) && executor.expression.getText() === 'Promise'
  }

  /** A function that is called by its name, as a method of the same object, or where it is written. */
  #functionOf(callee: ts.Expression): ts.FunctionLikeDeclaration | undefined {
    if (isFunctionWithBody(callee)) return callee
    const isOwn = ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.ThisKeyword
    const name = ts.isIdentifier(callee) ? callee : isOwn ? callee.name : undefined
    const declaration = name && this.symbols.declarationsAt(name).at(-1)
    if (!declaration) return undefined
    if (isFunctionWithBody(declaration)) return declaration
    const value = isConstant(declaration) ? valueOf(declaration) : undefined
    const held = value && innermost(value)
    return held && isFunctionWithBody(held) ? held : undefined
  }
}

function isConstant(declaration: ts.Declaration): boolean {
  return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0
}

function isAsync(node: ts.FunctionLikeDeclaration): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false)
}
