import { ts } from 'ts-morph'
import type { KnownCall, KnownEffects } from '../../effects/index.js'
import type { Effect, EffectFact, EffectSummary, ToldEffects, UnknownCall } from '../../model/effects.js'
import type { DatabasePoint } from '../database/database-work.js'
import { type FunctionRegistry, isFunctionWithBody, spanOf } from '../function-registry.js'
import type { NameIndex } from '../name-index.js'
import type { MemoryAccesses } from '../races/accesses.js'
import type { Symbols } from '../symbols.js'
import { innermost } from '../syntax.js'
import { bind, type Bindings, type Bound } from './bindings.js'
import { argumentsOf, callEffect, type CallSite } from './call-effect.js'
import type { CallNode, KnownCalls } from './known-calls.js'
import { OwnFunctions } from './own-functions.js'
import { resourceOf } from './resources.js'
import { toldEffectsOf } from './told-effects-of.js'

export interface EffectTools {
  symbols: Symbols
  index: NameIndex
  registry: FunctionRegistry
  known: KnownEffects
  calls: KnownCalls
  memory: MemoryAccesses
  /** The calls that work on a database. */
  points: ReadonlyMap<ts.Node, DatabasePoint>
}

/** Code that runs as a part of some other code, and what its parameters stand for there. */
interface Step {
  node: ts.Node
  bindings: Bindings
}

/** How many functions are looked into for one summary. */
const maximalSteps = 400

/** They keep a function and call it some other time. */
const keeping = /^(on|once|off|addListener|addEventListener|removeListener|setTimeout|setInterval|setImmediate|nextTick|subscribe|schedule)$/

/** What code does, with all the functions that it runs; what runs only after a failure is left out. `within` is where resources are to mean the same. */
export function summarize(code: ts.Node, tools: EffectTools, within: ts.Node = code): EffectSummary {
  return new Summary(tools, within).of(code)
}

/** The same for a function that is written or named there, when it is called. */
export function summarizeCallback(callback: ts.Expression, tools: EffectTools, within: ts.Node = callback): EffectSummary {
  return new Summary(tools, within).ofCallback(callback)
}

class Summary {
  readonly #effects = new Map<string, EffectFact>()
  readonly #unknowns = new Map<string, UnknownCall>()
  readonly #steps: Step[] = []
  readonly #seen = new Set<string>()
  readonly #own: OwnFunctions

  constructor(private readonly tools: EffectTools, private readonly within: ts.Node) {
    this.#own = new OwnFunctions(tools)
  }

  of(code: ts.Node): EffectSummary {
    this.#steps.push({ node: code, bindings: new Map() })
    return this.#found()
  }

  ofCallback(callback: ts.Expression): EffectSummary {
    this.#runArgument({ expression: callback, bindings: new Map() })
    return this.#found()
  }

  #found(): EffectSummary {
    for (const { node, bindings } of this.#steps) {
      if (ts.isFunctionLike(node)) node.forEachChild((child) => { this.#visit(child, bindings) })
      else this.#visit(node, bindings)
    }
    return { effects: [...this.#effects.values()], unknowns: [...this.#unknowns.values()] }
  }

  #visit(node: ts.Node, bindings: Bindings): void {
    if (ts.isTypeNode(node) || ts.isCatchClause(node) || ts.isClassLike(node) || ts.isFunctionLike(node)) return
    if (ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node)) this.#call(node, bindings)
    else if (ts.isNewExpression(node)) this.#construct(node, bindings)
    if (this.tools.memory.at(node).writes.length > 0) this.#add(node, { kind: 'shared-state', access: 'write' }, { by: node.getText() })
    node.forEachChild((child) => { this.#visit(child, bindings) })
  }

  #call(call: CallNode, bindings: Bindings): void {
    const told = this.#toldOf(call)
    if (told !== undefined) {
      this.#addTold(call, told)
      return
    }
    const own = this.#own.calledBy(call, bindings)
    if (own.length > 0) {
      for (const each of own) this.#run(each, argumentsOf(call), { bindings })
      return
    }
    const foreign = this.tools.calls.of(call, bindings)
    if (foreign.is === 'told') this.#addTold(call, foreign.does)
    else if (foreign.is === 'known') {
      const site = { call, bindings, symbols: this.tools.symbols }
      const effect = callEffect(foreign.call, site)
      if (effect) this.#add(call, effect, { by: textOfCallee(call), ...resource(foreign.call, site, this.within) })
    } else if (foreign.is === 'unknown') this.#addUnknown(call, foreign.module)
    const isKept = foreign.is === 'known' && foreign.call.table.keepsCallbacks === true
    if (ts.isCallExpression(call) && !isKept) this.#runGiven(call, bindings)
  }

  #toldOf(call: CallNode): ToldEffects | undefined {
    const declarations = this.#own.declarationsOf(call)
    return declarations.map((each) => toldEffectsOf(each, this.tools)).find((each) => each !== undefined)
  }

  /** Functions that foreign code is handed: it calls them, unless it keeps them for some other time. */
  #runGiven(call: ts.CallExpression, bindings: Bindings): void {
    const callee = innermost(call.expression)
    const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText()
    if (keeping.test(name) || name === 'catch') return
    for (const argument of name === 'then' ? call.arguments.slice(0, 1) : call.arguments) this.#runArgument({ expression: argument, bindings })
  }

  #runArgument(argument: Bound): void {
    for (const { node, bindings } of this.#own.handedOver(argument)) if (!isHandler(node)) this.#run({ node, bindings }, [], { bindings })
  }

  #construct(made: ts.NewExpression, bindings: Bindings): void {
    const constructors = this.#own.constructedBy(made)
    for (const node of constructors) this.#run({ node, bindings: new Map() }, made.arguments ?? [], { bindings })
    if (constructors.length === 0) for (const argument of made.arguments ?? []) this.#runArgument({ expression: argument, bindings })
  }

  #run({ node, bindings: around }: { node: ts.SignatureDeclaration; bindings: Bindings }, given: readonly ts.Expression[], { bindings }: { bindings: Bindings }): void {
    const key = `${node.getSourceFile().fileName}:${String(node.pos)} ${given.map((each) => each.getText()).join()}`
    if (this.#seen.has(key) || !isFunctionWithBody(node)) return
    this.#seen.add(key)
    if (this.#steps.length >= maximalSteps) {
      this.#unknowns.set('', { file: this.tools.registry.fileOf(node.getSourceFile()), span: spanOf(node), by: 'more functions than are followed' })
      return
    }
    this.#steps.push({ node, bindings: new Map([...around, ...bind(node, given, bindings)]) })
  }

  #addTold(call: CallNode, told: ToldEffects): void {
    if (told === 'unknown') this.#addUnknown(call, undefined)
    else for (const effect of told) this.#add(call, effect, { by: textOfCallee(call) })
  }

  #addUnknown(call: CallNode, module: string | undefined): void {
    const point = this.tools.points.get(call)
    if (point && point.effect !== 'unknown') {
      if (point.effect !== 'none') this.#add(call, { kind: 'database', access: point.effect }, { by: textOfCallee(call) })
      return
    }
    const by = textOfCallee(call)
    this.#unknowns.set(by, { ...this.#placeOf(call), by, ...(module !== undefined && { module }) })
  }

  #add(node: ts.Node, effect: Effect, { by, resource: touched }: Pick<EffectFact, 'by' | 'resource'>): void {
    const fact: EffectFact = { ...effect, ...this.#placeOf(node), by, ...(touched !== undefined && { resource: touched }) }
    this.#effects.set(JSON.stringify(fact), fact)
  }

  #placeOf(node: ts.Node): Pick<EffectFact, 'file' | 'span'> {
    return { file: this.tools.registry.fileOf(node.getSourceFile()), span: spanOf(node) }
  }
}

/** `(req, res) => …`: it runs when a request comes, whatever it is handed to. */
function isHandler({ parameters: [first, second] }: ts.SignatureDeclaration): boolean {
  return first !== undefined && second !== undefined && /^_?req(uest)?$/.test(first.name.getText()) && /^_?(res|response|reply)$/.test(second.name.getText())
}

function resource(known: KnownCall, site: CallSite, within: ts.Node): Pick<EffectFact, 'resource'> {
  const found = resourceOf(known, site, within)
  return found === undefined ? {} : { resource: found }
}

/** `axios.post`; of a chain of calls what comes last. */
function textOfCallee(call: CallNode): string {
  const callee = innermost(ts.isCallExpression(call) ? call.expression : call.tag)
  const text = callee.getText().replace(/\s+/g, ' ')
  return ts.isPropertyAccessExpression(callee) && (text.length > 40 || text.includes('(')) ? callee.name.text : text
}
