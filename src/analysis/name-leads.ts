import { ts } from 'ts-morph'
import type { AliasFact } from '../model/facts.js'
import type { FunctionFact } from '../model/functions.js'
import type { FunctionRegistry } from './function-registry.js'
import type { Symbols } from './symbols.js'
import { innermost } from './syntax.js'

/**
 * Tells the names that lead to a function by its own declaration or by an alias from those that some other object, a
 * getter or a choice gives the same value: those have no twin beside them, whatever else is called so.
 */
export class NameLeads {
  readonly #aliased = new Map<string, Set<ts.Node>>()

  constructor(private readonly tools: { registry: FunctionRegistry; symbols: Symbols }, aliases: ReadonlyMap<AliasFact, ts.Node>) {
    for (const [alias, node] of aliases) {
      const known = this.#aliased.get(alias.function) ?? new Set()
      declaredBy(node).forEach((declaration) => known.add(declaration))
      this.#aliased.set(alias.function, known)
    }
  }

  has(name: ts.Node, fact: FunctionFact): boolean {
    const declarations = this.tools.symbols.declarationsAt(name)
    return declarations.length === 0 || declarations.some((declaration) => {
      return this.#aliased.get(fact.id)?.has(declaration) || this.#isOwn(declaration, fact)
    })
  }

  #isOwn(declaration: ts.Declaration, { id, family }: FunctionFact): boolean {
    const held = heldBy(declaration)
    if (ts.isPropertySignature(held) || ts.isMethodSignature(held)) return true
    const fact = this.tools.registry.knownFact(held)
    return fact !== undefined && (fact.id === id || (family !== undefined && fact.family === family))
  }
}

/** What an alias declares: the names of a statement, a specifier, a property, what is assigned to. */
function declaredBy(node: ts.Node): ts.Node[] {
  if (ts.isVariableStatement(node)) return [...node.declarationList.declarations]
  return ts.isPropertyAccessExpression(node) ? [node, node.parent] : [node]
}

/** The function that a declared name is written with, or the declaration itself. */
function heldBy(declaration: ts.Declaration): ts.Node {
  if ('initializer' in declaration && declaration.initializer) return innermost(declaration.initializer as ts.Expression)
  let held: ts.Node = ts.isPropertyAccessExpression(declaration) && ts.isBinaryExpression(declaration.parent) ? declaration.parent : declaration
  while (ts.isBinaryExpression(held)) held = innermost(held.right)
  return held
}
