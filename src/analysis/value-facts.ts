import { ts } from 'ts-morph'
import type { AliasFact, CallbackMethod, CallFact, HandoverFact, IteratorTypeFact } from '../model/facts.js'
import type { Span } from '../model/ids.js'
import { enclosingScope, type FunctionRegistry, type Scope, type Signature, spanOf } from './function-registry.js'
import { useOfCall } from './syntax.js'
import { isFunctionItself, type Value } from './value.js'

/** What is known of a handover besides its place. */
export type Handover = Pick<HandoverFact, 'consumer' | 'to' | 'call'> & { name?: ts.Node | undefined }

interface FactTools {
  registry: FunctionRegistry
  /** The identifier stands for the function under its own name, so that a twin's name could take its place. */
  canRename(name: ts.Node, value: Value): boolean
}

/** Puts into facts what becomes of functions, each use once. */
export class ValueFacts {
  readonly calls: CallFact[] = []
  readonly handovers: HandoverFact[] = []
  readonly aliases: AliasFact[] = []
  readonly iteratorTypes: IteratorTypeFact[] = []
  readonly #known = new Set<string>()

  constructor(private readonly tools: FactTools) {}

  /** A call of the function; gives the scope that runs it, unless the call is known. */
  call(node: ts.Node, value: Value, { name, use = useOfCall(node) }: { name?: ts.Node | undefined; use?: CallFact['use'] }): Scope | undefined {
    // One loop may run over either of two iterators, each with a name of its own.
    if (!this.#isNew(`call ${value.fact.id} ${value.isIterator && name ? String(name.pos) : ''}`, node)) return undefined
    const scope = enclosingScope(node)
    const { file, id } = this.tools.registry.factOf(scope)
    this.calls.push({ file, span: spanOf(node), caller: id, callee: value.fact.id, ...this.#named(name, value), use })
    return scope
  }

  /** Code that runs as part of another function: a default value, a field's initialiser. */
  part(node: ts.ParameterDeclaration | ts.PropertyDeclaration, runner: Scope): void {
    const { file, id } = this.tools.registry.factOf(node)
    this.calls.push({ file, span: spanOf(node), caller: this.tools.registry.factOf(runner).id, callee: id, use: 'value' })
  }

  /** The function goes to code that cannot be rewritten; gives the scope that hands it over, unless that is known. */
  handover(node: ts.Node, value: Value, { name, ...what }: Handover): Scope | undefined {
    if (!this.#isNew(`handover ${value.fact.id}`, node)) return undefined
    const scope = enclosingScope(node)
    const { file, id } = this.tools.registry.factOf(scope)
    this.handovers.push({ file, span: spanOf(node), by: id, function: value.fact.id, ...what, ...this.#named(name, value) })
    return scope
  }

  /** The function's name goes on to another module or object. */
  alias(form: AliasFact['form'], node: ts.Node, { name, value }: { name: string; value: Value }): void {
    if (!isFunctionItself(value) || !this.#isNew(`alias ${value.fact.id}`, node)) return
    const { file } = this.tools.registry.factOf(node.getSourceFile())
    this.aliases.push({ file, function: value.fact.id, form, span: spanOf(node), name })
  }

  /** The type that is written where an iterator goes, of a variable, a parameter or what a function returns. */
  iteratorType(declaration: ts.Node, { fact }: Value): void {
    const type = 'type' in declaration ? declaration.type as ts.TypeNode | undefined : undefined
    if (!type || !this.#isNew(`type ${fact.id}`, type)) return
    const { file, id } = this.tools.registry.factOf(ts.isFunctionLike(declaration) ? declaration as Scope | Signature : enclosingScope(declaration))
    this.iteratorTypes.push({ file, span: spanOf(type), function: fact.id, by: id, ...(ts.isParameter(declaration) && { isParameter: true }) })
  }

  /** What a rewrite of a method that calls back has to know of its call. */
  rewritableCall(call: ts.CallExpression, method: CallbackMethod, isAssumed?: true): NonNullable<HandoverFact['call']> {
    return { span: spanOf(call), method, use: useOfCall(call), ...(isAssumed && { isAssumed }) }
  }

  #named(name: ts.Node | undefined, value: Value): { name?: Span } {
    return name && this.tools.canRename(name, value) ? { name: spanOf(name) } : {}
  }

  #isNew(kind: string, node: ts.Node): boolean {
    const key = `${kind} ${node.getSourceFile().fileName} ${String(node.getStart())} ${String(node.end)}`
    if (this.#known.has(key)) return false
    this.#known.add(key)
    return true
  }
}
