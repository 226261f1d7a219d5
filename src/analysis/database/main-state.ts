import { ts } from 'ts-morph'
import { isFunctionWithBody } from '../function-registry.js'
import type { NameIndex } from '../name-index.js'
import { memberOf } from '../occurrences.js'
import { resolveFunctions } from '../resolve-functions.js'
import type { Symbols } from '../symbols.js'
import { innermost, outermost } from '../syntax.js'
import { type Obstruction, obstruction } from './obstruction.js'
import type { DriverValues } from './driver-values.js'

interface Tools {
  symbols: Symbols
  index: NameIndex
  values: DriverValues
  isOwn(file: ts.SourceFile): boolean
  isTest(file: ts.SourceFile): boolean
}

/**
 * Finds what would be another thing in the thread: variables and fields that change while the program runs, of which each
 * thread has its own, and work that goes on after the function has returned.
 */
export class MainState {
  readonly #known = new Map<ts.Node, Obstruction | undefined>()
  readonly #changing = new Map<ts.Node, boolean>()

  constructor(private readonly tools: Tools) {}

  /** What ties a function, or one that it calls, to the main thread. */
  tieOf(node: ts.FunctionLikeDeclaration): Obstruction | undefined {
    if (this.#known.has(node)) return this.#known.get(node)
    this.#known.set(node, undefined)
    const found = node.body && this.#tieIn(node.body)
    this.#known.set(node, found)
    return found
  }

  /** What in a node, not counting what is inside of it, ties the code around it to the main thread. */
  tieAt(node: ts.Node): Obstruction | undefined {
    if (ts.isIdentifier(node)) return this.#isState(node) ? obstruction('changes-main-state', node) : undefined
    return ts.isCallExpression(node) || ts.isNewExpression(node) ? this.#tieOfCall(node) : undefined
  }

  #tieIn(node: ts.Node): Obstruction | undefined {
    if (ts.isTypeNode(node)) return undefined
    return this.tieAt(node) ?? ts.forEachChild(node, (child) => this.#tieIn(child))
  }

  #tieOfCall(call: ts.CallExpression | ts.NewExpression): Obstruction | undefined {
    const callee = innermost(call.expression)
    const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText()
    if (later.has(name) || this.tools.symbols.typeAt(call).getProperty('then')) return obstruction('main-thread-code', call)
    if (ts.isNewExpression(call)) return undefined
    for (const { node } of resolveFunctions(callee, this.tools.symbols)) {
      if (!this.tools.isOwn(node.getSourceFile())) continue
      const found = isAsync(node) ? obstruction('main-thread-code', call) : this.tieOf(node)
      if (found) return found
    }
    return undefined
  }

  /** A variable of a module, or a field, that changes after it was made, and is no connection. */
  #isState(name: ts.Identifier): boolean {
    const { parent } = name
    const isField = ts.isPropertyAccessExpression(parent) && parent.name === name
    if (isField && parent.expression.kind !== ts.SyntaxKind.ThisKeyword) return false
    return this.#holdersOf(name).some((declaration) => {
      const isHolder = isField ? !isFunctionWithBody(declaration) : isOfModule(declaration)
      return isHolder && this.tools.isOwn(declaration.getSourceFile()) && this.#changes(declaration) && !this.tools.values.of(isField ? parent : name)
    })
  }

  /** The declarations behind imports and `const { state } = require('./state')`. */
  #holdersOf(name: ts.Node, depth = 3): readonly ts.Declaration[] {
    return this.tools.symbols.declarationsAt(name).flatMap((declaration): readonly ts.Declaration[] => {
      if (depth === 0) return []
      if (ts.isBindingElement(declaration)) return [declaration, ...this.#holdersOf(declaration.propertyName ?? declaration.name, depth - 1)]
      return ts.isShorthandPropertyAssignment(declaration) ? this.#holdersOf(declaration.name, depth - 1) : [declaration]
    })
  }

  #changes(declaration: ts.Declaration): boolean {
    let known = this.#changing.get(declaration)
    if (known === undefined) this.#changing.set(declaration, (known = this.#findChanges(declaration)))
    return known
  }

  #findChanges(declaration: ts.Declaration): boolean {
    const name = ts.getNameOfDeclaration(declaration)
    if (!name || !ts.isMemberName(name)) return false
    if (isLiveObject(declaration)) return true
    return this.tools.index.occurrences(name.text).some((occurrence) => {
      // A test that replaces a member does so in its own process, and for what runs `inline` as well.
      if (this.tools.isTest(occurrence.getSourceFile())) return false
      const isLater = ts.findAncestor(occurrence, (node) => isFunctionWithBody(node) && !ts.isConstructorDeclaration(node)) !== undefined
      return isLater && isChanged(outermost(memberOf(occurrence))) && this.#holdersOf(occurrence).includes(declaration)
    })
  }
}

const later = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'nextTick', 'then', 'emit', 'send'])
const mutators = new Set([
  'set', 'add', 'delete', 'clear', 'push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'append', 'enqueue', 'assign', 'defineProperty',
])
const plain = new Set(['Date', 'RegExp', 'URL', 'Error', 'TextEncoder', 'TextDecoder', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Array', 'Intl', 'Uint8Array'])

function isOfModule(declaration: ts.Declaration): boolean {
  const isVariable = ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration)
  return isVariable && ts.findAncestor(declaration, ts.isFunctionLike) === undefined
}

/** An instance of a class, such as an emitter or a registry, changes in ways that are not seen here. */
function isLiveObject(declaration: ts.Declaration): boolean {
  const value = 'initializer' in declaration && declaration.initializer ? innermost(declaration.initializer as ts.Expression) : undefined
  return value !== undefined && ts.isNewExpression(value) && !plain.has(value.expression.getText().split('.')[0] ?? '')
}

/** Assigned, counted up, deleted from, or called with a method that changes it; also what it holds. */
function isChanged(target: ts.Node): boolean {
  const { parent } = target
  if (ts.isBinaryExpression(parent)) {
    const operator = parent.operatorToken.kind
    return parent.left === target && operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken
  if (ts.isDeleteExpression(parent)) return true
  if (ts.isElementAccessExpression(parent)) return parent.expression === target && isChanged(outermost(parent))
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== target) return isHandedOver(target)
  const whole = outermost(parent)
  return (ts.isCallExpression(whole.parent) && whole.parent.expression === whole && mutators.has(parent.name.text)) || isChanged(whole)
}

/** `Object.assign(state, …)` */
function isHandedOver(target: ts.Node): boolean {
  const { parent } = target
  return ts.isCallExpression(parent) && parent.arguments[0] === target && mutators.has(parent.expression.getText().split('.').at(-1) ?? '')
}

function isAsync(node: ts.Node): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false)
}
