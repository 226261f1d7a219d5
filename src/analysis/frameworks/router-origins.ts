import { ts } from 'ts-morph'
import { callsOf } from '../calls-of.js'
import { exportedBy } from '../exported-by.js'
import { resolveFunctions, returnedBy, valueOf } from '../resolve-functions.js'
import { innermost, requiredModule } from '../syntax.js'
import { frameworks } from './index.js'
import { isMaker, rootOf } from './receivers.js'
import type { FrameworkTools } from './registration.js'

const prefixMethods = new Set(frameworks.flatMap(({ receivers }) => (receivers?.prefix?.makesNew ? receivers.prefix.method ?? [] : [])))

/** A call that gives a router of its own for what lies below a path: `app.basePath('/api')`. */
export function isPrefixCall(node: ts.Node): node is ts.CallExpression & { expression: ts.PropertyAccessExpression } {
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && prefixMethods.has(node.expression.name.text)
}

/** Finds what made an app or a router, from where it is used: `express()`, `express.Router()`, the parameter of a plugin. */
export class RouterOrigins {
  readonly #known = new Map<ts.Node, readonly ts.Node[]>()

  constructor(private readonly tools: FrameworkTools, private readonly plugins: ReadonlySet<ts.Node>) {}

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
    if (ts.isAwaitExpression(node)) return this.of(node.expression)
    if (ts.isNewExpression(node)) return isMaker(node.expression, this.tools) ? [node] : []
    return ts.isCallExpression(node) ? this.#ofCall(node) : []
  }

  #ofCall(call: ts.CallExpression): readonly ts.Node[] {
    if (isMaker(call.expression, this.tools) || isPrefixCall(call)) return [call]
    if (rootOf(call) !== call && ts.isPropertyAccessExpression(call.expression)) return this.of(call.expression.expression)
    const specifier = requiredModule(call)
    if (specifier) return exportedBy(specifier, this.tools.symbols).flatMap((value) => this.of(value))
    return resolveFunctions(call.expression, this.tools.symbols).flatMap((made) => returnedBy(made.node).flatMap((value) => this.of(value)))
  }

  #ofName(name: ts.Node): readonly ts.Node[] {
    return this.tools.symbols.declarationsAt(name).flatMap((declaration) => this.#ofDeclaration(declaration))
  }

  #ofDeclaration(declaration: ts.Declaration): readonly ts.Node[] {
    if (this.plugins.has(declaration)) return [declaration]
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
