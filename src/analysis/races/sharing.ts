import { ts } from 'ts-morph'
import type { Consumers } from '../consumers.js'
import type { NameIndex } from '../name-index.js'
import type { Symbols } from '../symbols.js'
import { outermost } from '../syntax.js'
import { runAtOnce } from './flow-graph.js'

/** What tells who else can reach a variable or an object. */
export interface SharingTools {
  symbols: Symbols
  index: NameIndex
  consumers: Consumers
  /** It is registered to answer requests. */
  isHandler(node: ts.Node): boolean
}

/** Tells state that many requests reach from what belongs to one of them. */
export class Sharing {
  readonly #known = new Map<ts.Node, boolean>()

  constructor(private readonly tools: SharingTools) {}

  /** Whether code of `user` may run while other code works on the same variable, which a function around it declares. */
  isCapturedByMany(declaration: ts.Node, user: ts.Node): boolean {
    const home = functionAround(declaration)
    for (let scope = functionAround(user); scope && scope !== home; scope = functionAround(scope)) if (this.#runsBesides(scope)) return true
    return false
  }

  /** Whether more than one request reaches the objects of a class: not if all are made for one function's own use. */
  hasSharedObjects(owner: ts.ClassLikeDeclaration | ts.ObjectLiteralExpression): boolean {
    return this.#remember(owner, () => {
      if (ts.isObjectLiteralExpression(owner) || !owner.name) return true
      const made = this.tools.index.occurrences(owner.name.text).map((name) => name.parent).filter(ts.isNewExpression)
      const own = made.filter((call) => this.tools.symbols.declarationsAt(call.expression).includes(owner))
      return own.length === 0 || !own.every((call) => this.#staysLocal(call))
    })
  }

  #remember(node: ts.Node, find: () => boolean): boolean {
    let known = this.#known.get(node)
    if (known === undefined) {
      this.#known.set(node, false)
      this.#known.set(node, (known = find()))
    }
    return known
  }

  /** `new Job(req).run()`, or held by a constant of the function that is only asked for members. */
  #staysLocal(call: ts.NewExpression): boolean {
    const value = outermost(call)
    if (!functionAround(call)) return false
    if (isAskedForMember(value)) return true
    const { parent } = value
    if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return false
    return this.#usesOf(parent.name, parent).every((use) => isAskedForMember(outermost(use)) && functionAround(use) === functionAround(call))
  }

  #usesOf(name: ts.Identifier, declaration: ts.Declaration): ts.Node[] {
    return this.tools.index.occurrences(name.text).filter((use) =>
      use !== name && use.getSourceFile() === name.getSourceFile() && this.tools.symbols.declarationsAt(use).includes(declaration))
  }

  /** Whether a function may be started again before the one around it, or an earlier run of itself, has ended. */
  #runsBesides(scope: ts.SignatureDeclaration): boolean {
    return this.#remember(scope, () => {
      if (this.tools.isHandler(scope)) return true
      if (runAtOnce(scope)) return false
      if (ts.isFunctionDeclaration(scope)) return !scope.name || this.#isUsedBesides(scope.name, scope)
      if (!ts.isArrowFunction(scope) && !ts.isFunctionExpression(scope)) return true
      const { parent } = outermost(scope)
      const isNamed = ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)
      return isNamed ? this.#isUsedBesides(parent.name, parent) : this.#escapes(scope)
    })
  }

  /** It goes to code that runs it at will, or is called by a function that such code runs. */
  #isUsedBesides(name: ts.Identifier, declaration: ts.Declaration): boolean {
    return this.#usesOf(name, declaration).some((use) => this.#escapes(use) || this.isCapturedByMany(declaration, use))
  }

  /** What a function is handed to runs it later, or as often as it likes. */
  #escapes(use: ts.Node): boolean {
    const value = outermost(use)
    const { parent } = value
    if (ts.isCallExpression(parent)) {
      if (parent.expression === value) return false
      const consumption = ts.isExpression(value) ? this.tools.consumers.of(parent, value) : undefined
      return consumption?.consumer === 'ignores' || (consumption?.call !== undefined && isAsyncFunction(value))
    }
    return !ts.isNewExpression(parent) && !ts.isAwaitExpression(parent)
  }
}

function isAskedForMember(value: ts.Node): boolean {
  return ts.isPropertyAccessExpression(value.parent) && value.parent.expression === value
}

function isAsyncFunction(node: ts.Node): boolean {
  return (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) && (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false)
}

/** The function that a node is written in. */
export function functionAround(node: ts.Node): ts.SignatureDeclaration | undefined {
  return ts.findAncestor(node.parent, ts.isFunctionLike)
}
