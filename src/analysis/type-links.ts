import { ts } from 'ts-morph'
import { expectedType, isContainer } from './expected-type.js'
import { isOwnNode, PossibleFunctions } from './possible-functions.js'
import type { Symbols } from './symbols.js'
import { innermost } from './syntax.js'
import { anchorOf, isTypedPosition } from './typed-positions.js'

/** Methods of the language's own containers that take in values to keep. */
const keepingMethods = new Set(['set', 'add', 'push', 'unshift', 'splice', 'fill', 'with', 'concat'])

/**
 * Where functions and calls meet by nothing but their types: `const load: Loader = …`, `loaders.get(name)?.(path)`. All
 * files are looked at once, when it is first asked.
 */
export class TypeLinks {
  readonly #linked = new Map<ts.Node, Set<ts.SignatureDeclaration>>()
  readonly #calls = new Map<ts.Node, ts.CallExpression[]>()
  readonly #handedOn = new Map<ts.Node, ts.Expression[]>()
  #functions: PossibleFunctions | undefined

  constructor(private readonly files: readonly ts.SourceFile[], private readonly symbols: Symbols) {}

  /** What a function or a function type stands for, and what stands for it: aliases, parameters, other functions. */
  linkedTo(declaration: ts.Node): ReadonlySet<ts.SignatureDeclaration> {
    this.#read()
    return this.#linked.get(declaration) ?? new Set()
  }

  /** The calls that run whatever has this type, where the name that is called tells nothing. */
  callsOf(signature: ts.Node): readonly ts.CallExpression[] {
    this.#read()
    return this.#calls.get(signature) ?? []
  }

  /** Values of a function type that are handed to code that is not of this project. */
  handedOn(signature: ts.Node): readonly ts.Expression[] {
    this.#read()
    return this.#handedOn.get(signature) ?? []
  }

  /** Whether the type that is expected where a function stands is this project's, so that all calls of it are found by that type. */
  leadOn(value: ts.Node): boolean {
    this.#read()
    return isTypedPosition(value) && this.#isOwnPosition(value) && this.#expectedAt(value).length > 0
  }

  /**
   * Whether what has this type has to give the very result that it says. A type that gives `void` takes a promise, too,
   * and where nothing here calls it nobody needs to wait.
   */
  binds(signature: ts.SignatureDeclaration, seen = new Set<ts.Node>()): boolean {
    if ('body' in signature || !this.symbols.acceptsAnyResult(signature) || this.callsOf(signature).length > 0) return true
    seen.add(signature)
    return [...this.linkedTo(signature)].some((other) => !seen.has(other) && !('body' in other) && this.binds(other, seen))
  }

  #read(): void {
    if (this.#functions) return
    this.#functions = new PossibleFunctions(this.files, this.symbols)
    for (const file of this.files) this.#visit(file)
  }

  #visit(node: ts.Node): void {
    if (ts.isCallExpression(node)) this.#readCall(node)
    if (isTypedPosition(node)) {
      if (this.#isOwnPosition(node)) this.#readFlow(node)
      else if (!isFunctionLiteral(node)) this.#readHandedOn(node)
    }
    node.forEachChild((child) => { this.#visit(child) })
  }

  #readCall(call: ts.CallExpression): void {
    const callee = innermost(call.expression)
    const isIndirect = ts.isPropertyAccessExpression(callee) && (callee.name.text === 'call' || callee.name.text === 'apply')
    const isWanted = isIndirect || this.#functions?.isKnownByType(callee)
    for (const signature of isWanted ? this.#signaturesAt(isIndirect ? callee.expression : callee) : []) append(this.#calls, signature, call)
  }

  /** What is expected costs less to ask than what a value is, so that comes first. */
  #readFlow(value: ts.Expression): void {
    if (!isFunctionLiteral(value) && !this.#functions?.mayBeFunction(value)) return
    const targets = this.#expectedAt(value)
    const sources = targets.length === 0 ? [] : isFunctionLiteral(value) ? [value] : this.#signaturesAt(value)
    for (const source of sources) for (const target of targets) if (source !== target) this.#link(source, target)
  }

  /** A function that goes by its name is followed by it. */
  #readHandedOn(value: ts.Expression): void {
    if (!this.#functions?.isKnownByType(value)) return
    const expected = expectedType(value, this.symbols)
    if (!expected || this.symbols.signaturesOf(expected).length === 0) return
    for (const signature of this.#signaturesAt(value)) if (!('body' in signature)) append(this.#handedOn, signature, value)
  }

  #signaturesAt(value: ts.Expression): ts.SignatureDeclaration[] {
    return this.symbols.signaturesOf(this.symbols.typeAt(value)).filter(isOwnNode)
  }

  /** A type parameter takes any function as it is. */
  #expectedAt(value: ts.Expression): ts.SignatureDeclaration[] {
    const type = expectedType(value, this.symbols)
    return type && !(type.flags & ts.TypeFlags.Instantiable) ? this.symbols.signaturesOf(type).filter(isOwnNode) : []
  }

  #link(a: ts.SignatureDeclaration, b: ts.SignatureDeclaration): void {
    for (const [from, to] of [[a, b], [b, a]] as const) {
      const known = this.#linked.get(from)
      if (known) known.add(to)
      else this.#linked.set(from, new Set([to]))
    }
  }

  /** Whether a type of this project may say what is expected: code of packages has types of its own. */
  #isOwnPosition(position: ts.Expression): boolean {
    const anchor = anchorOf(position)
    if (!ts.isCallExpression(anchor) && !ts.isNewExpression(anchor)) return true
    const callee = innermost(anchor.expression)
    if (ts.isPropertyAccessExpression(callee) && keepingMethods.has(callee.name.text)) return true
    if (isContainer(anchor)) return true
    return this.#functions?.mayTakeFunction(callee) ?? false
  }
}

function append<Item>(lists: Map<ts.Node, Item[]>, key: ts.Node, item: Item): void {
  const list = lists.get(key)
  if (list) list.push(item)
  else lists.set(key, [item])
}

function isFunctionLiteral(value: ts.Expression): value is ts.ArrowFunction | ts.FunctionExpression {
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value)
}
