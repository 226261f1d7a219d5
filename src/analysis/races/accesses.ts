import { ts } from 'ts-morph'
import type { Symbols } from '../symbols.js'
import { innermost } from '../syntax.js'
import { type SharedState, textOf } from './shared-state.js'
import { type Access, below, type StatePath } from './state-path.js'

/** A write, and the code that what is written comes from. */
export interface WriteAccess extends Access {
  values: readonly ts.Node[]
}

/** What one step of a function's flow does with shared state. */
export interface Accesses {
  reads: readonly Access[]
  writes: readonly WriteAccess[]
}

const nothing: Accesses = { reads: [], writes: [] }

/** Methods of lists and collections that tell what is in there. */
const asking = new Set([
  'keys', 'values', 'entries', 'includes', 'indexOf', 'lastIndexOf', 'find', 'findIndex', 'findLast', 'some', 'every', 'filter', 'map', 'flatMap', 'slice', 'join', 'at', 'concat',
  'reduce', 'flat', 'toSorted', 'with',
])
/** Methods that change which elements there are; what they take out, nobody else gets. */
const changing = new Set(['push', 'unshift', 'pop', 'shift', 'splice', 'clear', 'sort', 'reverse', 'fill'])
/** What they write is the right side alone. */
const onlyRight = new Set([
  ts.SyntaxKind.EqualsToken, ts.SyntaxKind.AmpersandAmpersandEqualsToken, ts.SyntaxKind.BarBarEqualsToken, ts.SyntaxKind.QuestionQuestionEqualsToken,
])
const objectQuestions = /^(Object\.(keys|values|entries)|JSON\.stringify|Array\.from|structuredClone)$/

/** Says what reads and writes of variables, fields and collections do with shared state. */
export class MemoryAccesses {
  constructor(private readonly state: SharedState, private readonly symbols: Symbols) {}

  /** What one node of a flow graph reads or writes itself. */
  at(node: ts.Node): Accesses {
    if (ts.isBinaryExpression(node)) return isAssignment(node) ? this.#assignment(node) : nothing
    if (isStep(node)) return this.#write(node.operand, [])
    if (ts.isDeleteExpression(node)) return this.#write(node.expression, [])
    if (ts.isCallExpression(node)) return this.#call(node)
    if (ts.isBindingElement(node)) return read(this.state.ofBinding(node))
    if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return this.#read(node)
    return nothing
  }

  #assignment(node: ts.BinaryExpression): Accesses {
    if (ts.isArrayLiteralExpression(node.left) || ts.isObjectLiteralExpression(node.left)) return nothing
    return this.#write(node.left, onlyRight.has(node.operatorToken.kind) ? [node.right] : [node.left, node.right])
  }

  #write(target: ts.Expression, values: readonly ts.Node[]): Accesses {
    const path = this.state.of(target)
    return path ? { reads: [], writes: [{ path, values }] } : nothing
  }

  #read(node: ts.Expression): Accesses {
    const isCounted = ts.isPropertyAccessExpression(node) && (node.name.text === 'length' || node.name.text === 'size')
    if (isCounted) return read(this.state.ofObject(node.expression), true)
    const { parent } = node
    if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InKeyword && parent.right === node) {
      const object = this.state.ofObject(node)
      return read(object && below(object, `[${this.state.keyOf(parent.left)}]`, textOf(parent)))
    }
    return read(this.state.of(node), isWalked(node))
  }

  /** `users.has(name)`, `users.set(name, user)`, `queue.push(job)`, `Object.assign(config, changes)` */
  #call(node: ts.CallExpression): Accesses {
    const { expression: callee, arguments: given } = node
    const [first, second] = given
    if (callee.getText() === 'Object.assign' && first) {
      const path = this.state.ofObject(first)
      return path ? { reads: [], writes: [{ path, whole: true, values: given.slice(1) }] } : nothing
    }
    if (!ts.isPropertyAccessExpression(callee)) return nothing
    const method = callee.name.text
    const isOfElement = /^(has|get|set|add|delete)$/.test(method)
    if (!isOfElement && !asking.has(method) && !changing.has(method)) return nothing
    const object = this.state.ofObject(callee.expression)
    if (!object || !this.#isCollection(callee.expression)) return nothing
    if (changing.has(method)) return { reads: [], writes: [{ path: object, whole: true, values: [...given] }] }
    if (!isOfElement || !first) return read(object, true)
    if (this.state.isOwnKey(first)) return nothing
    const element = below(object, `[${this.state.keyOf(first)}]`, object.name)
    if (method === 'has' || method === 'get') return read(element)
    return { reads: [], writes: [{ path: element, values: method === 'set' && second ? [second] : [] }] }
  }

  /** JavaScript's own, as far as types tell; what has no type is taken for one. */
  #isCollection(object: ts.Expression): boolean {
    const type = this.symbols.typeAt(object).getNonNullableType()
    if (type.flags & ts.TypeFlags.Any || this.symbols.isArray(type)) return true
    return /^(Weak)?(Map|Set)$/.test(type.getSymbol()?.name ?? '') && this.symbols.isBuiltIn(type)
  }
}

/** `n = 1`, `n += 1`, `n ??= 1` */
export function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}

/** `count++`: read and written at once. */
export function isStep(node: ts.Node): node is ts.PrefixUnaryExpression | ts.PostfixUnaryExpression {
  return (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    && (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
}

/** All elements or members count: of what is spread, walked or written as text. */
function isWalked(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent)) return true
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.expression === node
  return ts.isCallExpression(parent) && parent.expression !== node && objectQuestions.test(innermost(parent.expression).getText())
}

function read(path: StatePath | undefined, whole = false): Accesses {
  return path ? { reads: [{ path, ...(whole && { whole: true }) }], writes: [] } : nothing
}
