import { ts } from 'ts-morph'
import { callsOf } from '../calls-of.js'
import { exportedBy } from '../exported-by.js'
import type { NameIndex } from '../name-index.js'
import { resolveFunctions, returnedBy, valueOf } from '../resolve-functions.js'
import { innermost, requiredModule } from '../syntax.js'
import { rootOf } from './express.js'
import type { FrameworkTools } from './framework.js'

/** Finds the calls that made an app or a router, from where it is used: `express()`, `express.Router()`. */
export class RouterOrigins {
  readonly #known = new Map<ts.Node, readonly ts.Node[]>()

  constructor(private readonly tools: FrameworkTools & { index: NameIndex }) {}

  /** The nodes that stand for the routers an expression may denote; none for what is not a router. */
  of(expression: ts.Expression): readonly ts.Node[] {
    const node = innermost(expression)
    return this.#once(node, () => this.#find(node))
  }

  #once(node: ts.Node, find: () => readonly ts.Node[]): readonly ts.Node[] {
    const known = this.#known.get(node)
    if (known) return known
    // What is being looked at already leads nowhere new.
    this.#known.set(node, [])
    const origins = [...new Set(find())]
    this.#known.set(node, origins)
    return origins
  }

  #find(node: ts.Expression): readonly ts.Node[] {
    if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((element) => this.of(element))
    if (ts.isIdentifier(node)) return this.#ofName(node)
    if (ts.isPropertyAccessExpression(node)) return this.#ofName(node.name)
    if (ts.isNewExpression(node)) return this.#isMaker(node.expression) ? [node] : []
    return ts.isCallExpression(node) ? this.#ofCall(node) : []
  }

  #ofCall(call: ts.CallExpression): readonly ts.Node[] {
    if (this.#isMaker(call.expression)) return [call]
    const chainStart = rootOf(call)
    if (chainStart !== call) return this.of(chainStart)
    const specifier = requiredModule(call)
    if (specifier) return exportedBy(specifier, this.tools.symbols).flatMap((value) => this.of(value))
    return resolveFunctions(call.expression, this.tools.symbols).flatMap((made) => returnedBy(made.node).flatMap((value) => this.of(value)))
  }

  #isMaker(callee: ts.Expression): boolean {
    const origin = this.tools.origins.of(callee)
    return origin?.module === 'express' && ['', 'Router'].includes(origin.path.join('.'))
  }

  #ofName(name: ts.Node): readonly ts.Node[] {
    return this.tools.symbols.declarationsAt(name).flatMap((declaration) => this.#ofDeclaration(declaration))
  }

  #ofDeclaration(declaration: ts.Declaration): readonly ts.Node[] {
    if (ts.isParameter(declaration)) return this.#once(declaration, () => this.#ofParameter(declaration))
    if (ts.isShorthandPropertyAssignment(declaration)) return this.#ofName(declaration.name)
    const value = valueOf(declaration)
    return value ? this.of(value) : []
  }

  /** What the calls of its function pass: `addUsers(router)`, `require('./users')(app)`. */
  #ofParameter(parameter: ts.ParameterDeclaration): readonly ts.Node[] {
    const { parent: owner } = parameter
    const index = owner.parameters.indexOf(parameter)
    return callsOf(owner, this.tools).flatMap(({ arguments: passed }) => {
      const argument = passed?.[index]
      return argument ? this.of(argument) : []
    })
  }
}
