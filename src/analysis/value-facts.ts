import { ts } from 'ts-morph'
import type { CallFact } from '../model/calls.js'
import type { AliasFact, HandlerFact, IteratorTypeFact } from '../model/facts.js'
import type { FunctionFact } from '../model/functions.js'
import type { HandoverFact } from '../model/handovers.js'
import type { Span } from '../model/ids.js'
import { aliasSource } from './alias-source.js'
import { enclosingScope, type FunctionRegistry, type Scope, spanOf } from './function-registry.js'
import { NameLeads } from './name-leads.js'
import { nameText } from './occurrences.js'
import type { SetAgain } from './set-again.js'
import type { Symbols } from './symbols.js'
import { useOfCall } from './syntax.js'
import { isFunctionItself, type Value } from './value.js'

/** What is known of a handover besides its place. */
export type Handover = Pick<HandoverFact, 'consumer' | 'to' | 'call' | 'wait'> & { name?: ts.Node | undefined }

/** A name by which a function is handed to a framework. */
export type Registered = Required<Pick<HandlerFact, 'file' | 'function' | 'name'>> & Pick<HandlerFact, 'as' | 'asModule'>

/** Where the name itself is written, inside of the quotes in `files['load']`. */
function spanOfName(name: ts.Node): Span {
  const { start, end } = spanOf(name)
  return ts.isStringLiteralLike(name) ? { start: start + 1, end: end - 1 } : { start, end }
}

interface FactTools {
  registry: FunctionRegistry
  symbols: Symbols
  setAgain: SetAgain
  /** As what an identifier stands for the function alone, so that a twin's name could take its place. */
  standsFor(name: ts.Node, value: Value): Value | undefined
}

/** How a function's name goes on: what it comes under and what it goes on under, where that is another. */
interface Passing {
  name: string
  as?: string
  value: Value
}

/** Puts into facts what becomes of functions, each use once. */
export class ValueFacts {
  readonly calls: CallFact[] = []
  readonly handovers: HandoverFact[] = []
  /** Each with what is written there. */
  readonly aliasNodes = new Map<AliasFact, ts.Node>()
  /** The names by which functions are handed to frameworks. */
  readonly registered: Registered[] = []
  readonly iteratorTypes: IteratorTypeFact[] = []
  /** The names in calls, handovers and registrations, each with its function. */
  readonly #names = new Map<Pick<CallFact, 'name'>, { node: ts.Node; fact: FunctionFact }>()
  readonly #known = new Set<string>()

  constructor(private readonly tools: FactTools) {}

  /** A call of the function; gives the scope that runs it, unless the call is known. */
  call(node: ts.Node, value: Value, { name, use = useOfCall(node) }: { name?: ts.Node | undefined; use?: CallFact['use'] }): Scope | undefined {
    // One loop may run over either of two iterators, each with a name of its own.
    if (!this.#isNew(`call ${value.fact.id} ${value.isIterator && name ? String(name.pos) : ''}`, node)) return undefined
    const scope = enclosingScope(node)
    const { file, id } = this.tools.registry.factOf(scope)
    const fact: CallFact = { file, span: spanOf(node), caller: id, callee: value.fact.id, ...this.named(name, value), use }
    this.calls.push(fact)
    this.#noteName(fact, name, value)
    return scope
  }

  /** Code that runs as part of another function: a default value, a field's initialiser, a static block. */
  part(node: Scope, runner: Scope): void {
    const { file, id } = this.tools.registry.factOf(node)
    this.calls.push({ file, span: spanOf(node), caller: this.tools.registry.factOf(runner).id, callee: id, use: 'value' })
  }

  /** The function goes to code that cannot be rewritten; gives the scope that hands it over, unless that is known. */
  handover(node: ts.Node, value: Value, { name, ...what }: Handover): Scope | undefined {
    if (!this.#isNew(`handover ${value.fact.id}`, node)) return undefined
    const scope = enclosingScope(node)
    const { file, id } = this.tools.registry.factOf(scope)
    const fact: HandoverFact = { file, span: spanOf(node), by: id, function: value.fact.id, ...what, ...this.named(name, value) }
    this.handovers.push(fact)
    this.#noteName(fact, name, value)
    return scope
  }

  /** The function is registered with a framework under this name. */
  registration(name: ts.Node, value: Value): void {
    const named = this.named(name, value)
    if (named.name) this.registered.push({ ...named, name: named.name, file: this.tools.registry.fileOf(name.getSourceFile()), function: value.fact.id })
  }

  /** The function's name goes on to another module or object. */
  alias(form: AliasFact['form'], node: ts.Node, { name, as = name, value }: Passing): void {
    if (!isFunctionItself(value) || value.asModule || !this.#isNew(`alias ${value.fact.id}`, node)) return
    const { registry, symbols, setAgain } = this.tools
    // The twin of a name that changes would have to change along.
    if (isDeclaredBy(node, (declaration) => setAgain.has(declaration))) return
    const source = aliasSource(node, symbols)
    this.aliasNodes.set({
      file: registry.fileOf(node.getSourceFile()), function: value.fact.id, form, span: spanOf(ts.isImportClause(node) ? node.name ?? node : node), name,
      ...(as !== name && { as }), ...(source && { from: registry.fileOf(source) }),
    }, node)
  }

  get aliases(): AliasFact[] {
    return [...this.aliasNodes.keys()]
  }

  /** The type that is written where an iterator goes, of a variable, a parameter or what a function returns. */
  iteratorType(declaration: ts.Node, { fact }: Value): void {
    const type = 'type' in declaration ? declaration.type as ts.TypeNode | undefined : undefined
    if (!type || !this.#isNew(`type ${fact.id}`, type)) return
    const { file, id } = this.tools.registry.factOf(ts.isFunctionLike(declaration) ? declaration : enclosingScope(declaration))
    this.iteratorTypes.push({ file, span: spanOf(type), function: fact.id, by: id, ...(ts.isParameter(declaration) && { isParameter: true }) })
  }

  /** The name in an expression that a twin's would replace. */
  named(name: ts.Node | undefined, value: Value): Pick<CallFact, 'name' | 'as' | 'asModule'> {
    const known = name && value.path.length === 0 ? this.tools.standsFor(name, value) : undefined
    if (!name || !known) return {}
    const text = nameText(name)
    return { name: spanOfName(name), ...(text !== value.fact.name && { as: text }), ...(known.asModule && { asModule: true }) }
  }

  /** Takes the name from where it leads to no declaration of the function, once all its aliases are known: no twin can be called there. */
  dropLooseNames(): void {
    const leads = new NameLeads(this.tools, this.aliasNodes)
    for (const [named, { node, fact }] of this.#names) if (!leads.has(node, fact)) delete named.name
  }

  #noteName(named: Pick<CallFact, 'name' | 'asModule'>, node: ts.Node | undefined, { fact }: Value): void {
    if (node && named.name && !named.asModule) this.#names.set(named, { node, fact })
  }

  #isNew(kind: string, node: ts.Node): boolean {
    const key = `${kind} ${node.getSourceFile().fileName} ${String(node.getStart())} ${String(node.end)}`
    if (this.#known.has(key)) return false
    this.#known.add(key)
    return true
  }
}

/** `const read = load`, or `load` in `const { load } = files`. */
function isDeclaredBy(node: ts.Node, test: (declaration: ts.Declaration) => boolean): boolean {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.some(test)
  return ts.isBindingElement(node) && test(node)
}
