import { ts } from 'ts-morph'
import { isFunctionWithBody } from '../function-registry.js'
import { returnedBy, valueOf } from '../resolve-functions.js'
import type { Symbols } from '../symbols.js'
import { innermost } from '../syntax.js'
import type { Accesses, WriteAccess } from './accesses.js'
import { flowOf } from './flow-graph.js'
import type { SharedState } from './shared-state.js'
import { type Access, overlaps, type StatePath } from './state-path.js'

interface Tools {
  symbols: Symbols
  state: SharedState
  /** What one node does itself. */
  accessesOf(node: ts.Node): Accesses
}

/** What a function does with shared state, in its own words. */
interface Summary {
  node: ts.FunctionLikeDeclaration
  reads: readonly Access[]
  writes: readonly Access[]
}

const maximalDepth = 2

/** Says what calls of the project's own functions do with state that the caller knows, too. */
export class HelperCalls {
  /** By how far calls are followed from there. */
  readonly #summaries = Array.from({ length: maximalDepth + 1 }, () => new Map<ts.Node, Summary | undefined>())

  constructor(private readonly tools: Tools) {}

  at(call: ts.Node, depth = maximalDepth): Accesses {
    const none = { reads: [], writes: [] }
    if (!ts.isCallExpression(call) || depth === 0) return none
    const summary = this.#summaryOf(call.expression, depth)
    if (!summary) return none
    const reads = summary.reads.flatMap((access) => this.#seenFrom(call, access, summary))
    const writes = summary.writes.flatMap((access) => this.#seenFrom(call, access, summary)).map((access): WriteAccess => ({ ...access, values: [...call.arguments] }))
    return { reads, writes }
  }

  #summaryOf(callee: ts.Expression, depth: number): Summary | undefined {
    const node = this.functionOf(callee)
    if (!node?.body) return undefined
    const summaries = this.#summaries[depth]
    if (summaries?.has(node)) return summaries.get(node)
    summaries?.set(node, undefined)
    const steps = flowOf(node.body).nodes.map((each) => [this.tools.accessesOf(each), this.at(each, depth - 1)])
    const known = steps.flatMap((step) => step.flatMap((accesses) => accesses.reads))
    // What it looks at itself before it writes, it writes in a step of its own.
    const writes = steps.flatMap((step) => step.flatMap((accesses) => accesses.writes)).map((write): Access => (
      known.some((read) => overlaps(read, write)) ? { ...write, isOwnStep: true } : write))
    const gives = returnedBy(node).length > 0
    // What it reads to write it at once is nobody's business outside.
    const reads = gives ? known.filter((read) => !writes.some((write) => overlaps(read, write))) : []
    const summary = { node, reads, writes }
    summaries?.set(node, summary)
    return summary
  }

  /** The project's function that a callee names. */
  functionOf(callee: ts.Expression): ts.FunctionLikeDeclaration | undefined {
    const inner = innermost(callee)
    const name = ts.isPropertyAccessExpression(inner) ? inner.name : ts.isIdentifier(inner) ? inner : undefined
    for (const declaration of name ? this.tools.symbols.declarationsAt(name) : []) {
      if (isFunctionWithBody(declaration)) return declaration
      const value = valueOf(declaration)
      const inner = value && innermost(value)
      if (inner && isFunctionWithBody(inner)) return inner
    }
    return undefined
  }

  /** In the caller's words: its arguments for the parameters, its object for `this`. */
  #seenFrom(call: ts.CallExpression, access: Access, { node }: Summary): Access[] {
    const object = this.#objectOf(call, access.path)
    if (!object) return []
    let { root } = object
    let { name } = object
    let steps = [...object.steps]
    for (const [index, parameter] of node.parameters.entries()) {
      const own = this.tools.state.idOf(parameter)
      if (![root, ...steps].some((part) => part.includes(own))) continue
      const argument = call.arguments[index]
      if (!argument) return []
      const key = this.tools.state.keyOf(argument)
      root = root.replaceAll(own, key)
      steps = steps.map((step) => step.replaceAll(own, key))
      if (name === parameter.name.getText()) name = argument.getText()
    }
    return [{ ...access, path: { ...object, root, steps, name } }]
  }

  #objectOf(call: ts.CallExpression, path: StatePath): StatePath | undefined {
    if (!path.root.startsWith('this ')) return path
    const callee = innermost(call.expression)
    const object = ts.isPropertyAccessExpression(callee) ? this.tools.state.ofObject(callee.expression) : undefined
    return object && { ...path, root: object.root, steps: [...object.steps, ...path.steps], name: path.name.replace(/^this\b/, object.name) }
  }
}
