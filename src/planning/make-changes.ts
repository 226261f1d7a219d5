import type { ApiUseFact, CallFact } from '../model/calls.js'
import type { HandlerFact, IteratorTypeFact } from '../model/facts.js'
import type { FunctionFact } from '../model/functions.js'
import type { CallbackCall, HandoverFact, WaitFact } from '../model/handovers.js'
import type { DatabaseUseFact } from '../model/database.js'
import type { FileId, FunctionId, Span } from '../model/ids.js'
import type { Change, FilePlan } from '../model/plan.js'
import type { Decisions } from './decide.js'
import { givesPromise, type Graph, isCodeOf } from './graph.js'
import { clientOf } from './client-names.js'
import { isInSpan } from '../is-in-span.js'
import { placeOf } from '../place-of.js'
import { Exposures } from './exposures.js'
import { followMocks } from './follow-mocks.js'
import { awaitResultTypes, changesResult } from './result-types.js'
import { objectChanges } from './thread-objects.js'
import { twinNameAt, type TwinUser } from './twin-users.js'
import { WrapperModules } from './wrapper-modules.js'

/** A change and the file that it is made to. */
export interface FileChange {
  file: FileId
  change: Change
}

/** Turns decisions into what happens to each file, beside what others add to them. */
export function makeChanges(graph: Graph, decisions: Decisions, others: readonly FileChange[] = []): FilePlan[] {
  const maker = new ChangeMaker(graph, decisions)
  const byFile = new Map<FileId, Change[]>()
  const add = (file: FileId, change: Change): void => {
    const changes = byFile.get(file)
    if (changes) changes.push(change)
    else byFile.set(file, [change])
  }
  for (const { function: id, verdict } of decisions.byFunction.values()) {
    if (verdict !== 'convert' && verdict !== 'twin') continue
    const fact = graph.function(id)
    for (const change of maker.changesFor(fact)) add(fact.file, change)
    for (const { file, change } of maker.changesElsewhere(fact)) add(file, change)
  }
  for (const { file, change } of [...objectChanges(graph, decisions), ...others]) add(file, change)
  return [...byFile].map(([file, changes]) => {
    const { sha256 = '', hasArrayFromAsync } = graph.files.get(file) ?? {}
    return { file, sha256, ...(hasArrayFromAsync && { hasArrayFromAsync }), changes: arranged(changes) }
  })
}

class ChangeMaker {
  readonly #exposures: Exposures
  readonly #wrappers: WrapperModules

  constructor(private readonly graph: Graph, private readonly decisions: Decisions) {
    this.#exposures = new Exposures(graph, decisions)
    this.#wrappers = new WrapperModules(graph)
  }

  /** In the function's own file: to itself, or to the copy of it, or of the function around it, that is its twin. */
  changesFor(fact: FunctionFact): Change[] {
    if (this.decisions.verdictOf(fact.id) !== 'twin') return this.#ownChanges(fact)
    return this.decisions.isCopiedAlong(fact.id) ? [] : this.#twinChanges(fact)
  }

  /** Where the function is registered, or its twin is passed from module to module. */
  changesElsewhere(fact: FunctionFact): { file: FileId; change: Change }[] {
    const component = this.#component(fact.id)
    if (givesPromise(fact)) return []
    const registrations = this.#registrations(fact, component)
    if (this.decisions.verdictOf(fact.id) === 'twin') return [...registrations, ...this.#exposures.outside(fact)]
    const types = this.graph.iteratorTypesOf(fact.id)
      .filter(({ by }) => !this.#isAsync(by))
      .flatMap((type) => this.#iteratorType(type).map((change) => ({ file: type.file, change })))
    return [...types, ...awaitResultTypes(this.graph, this.decisions, fact), ...followMocks(this.graph, this.decisions, fact), ...registrations]
  }

  #registrations(fact: FunctionFact, component: number): { file: FileId; change: Change }[] {
    const handlers = this.graph.handlersOf(fact.id)
    const registered = handlers.flatMap((handler) => this.#useTwin(fact, handler, component).map((change) => ({ file: handler.file, change })))
    const wrapped = fact.catchesAll ? [] : handlers.flatMap((handler) => this.#wrap(handler, component))
    return [...registered, ...wrapped]
  }

  #wrap({ wrapper, file, span }: HandlerFact, component: number): { file: FileId; change: Change }[] {
    if (!wrapper) return []
    const { moduleKind = 'esm' } = this.graph.files.get(file) ?? {}
    return [{ file, change: { component, kind: 'wrap-handler', handler: span, wrappers: [{ name: wrapper, file: this.#wrappers.moduleFor(wrapper, file), moduleKind }] } }]
  }

  #twinChanges(fact: FunctionFact): Change[] {
    const { declaration, twin, form, key, name } = fact
    if (!declaration || !twin || twin.exists) return []
    const nested = this.graph.functionsIn(fact.file).filter((other) => other.id !== fact.id && isCodeOf(fact, { file: other.file, span: other.key }))
    const changes = arranged([...this.#ownChanges(fact), ...nested.flatMap((inner) => this.#changesInCopy(inner, fact)), ...this.#exposures.inside(fact)])
    const names = { name, twinName: twin.name, ...(twin.elsewhere && { elsewhere: twin.elsewhere }) }
    return [{ component: this.#component(fact.id), kind: 'add-twin', function: key, form, declaration, ...names, changes }]
  }

  /** What happens to a function in the copy of one around it; in between, another may have a copy of its own. */
  #changesInCopy(inner: FunctionFact, outer: FunctionFact): Change[] {
    switch (this.decisions.verdictOf(inner.id)) {
      case 'convert': return this.#ownChanges(inner)
      case 'twin': {
        const nearest = this.graph.ancestorsOf(inner).find(({ id }) => this.decisions.verdictOf(id) === 'twin' && !this.decisions.isCopiedAlong(id))
        if (nearest?.id !== outer.id) return []
        return this.decisions.isCopiedAlong(inner.id) ? this.#ownChanges(inner) : this.#twinChanges(inner)
      }
      default: return []
    }
  }

  #ownChanges(fact: FunctionFact): Change[] {
    const component = this.#component(fact.id)
    const changes = [
      ...this.#head(fact, component),
      ...(fact.unwanted && !fact.isAsync ? [{ component, kind: 'drop-value', value: fact.unwanted } as const] : []),
      ...(fact.done ? [{ component, kind: 'drop-done', ...fact.done } as const] : []),
      ...this.graph.iteratorTypesBy(fact.id).flatMap((type) => this.#iteratorType(type)),
      ...this.graph.usesBy(fact.id).flatMap((use) => this.#swap(use, component)),
      ...this.graph.databaseUsesBy(fact.id).flatMap((use) => this.#useDatabase(use, component)),
      ...this.graph.callsBy(fact.id).flatMap((call) => this.#awaitCall(call, component)),
      ...this.graph.handoversBy(fact.id).flatMap((handover) => this.#awaitHandover(handover, component)),
    ]
    return [...changes, ...movedDefaults(fact, changes, component)]
  }

  #head(fact: FunctionFact, component: number): Change[] {
    const { isAsync, key, form, returnType } = fact
    if (isAsync) return []
    const makeAsync = { component, kind: 'make-async', function: key, form } as const
    if (!this.graph.isGenerator(fact.id)) return [{ ...makeAsync, ...(returnType && changesResult(this.graph, this.decisions, fact) && { returnType }) }]
    return [makeAsync, ...(returnType ? [{ component, kind: 'async-iterator-type', type: returnType } as const] : [])]
  }

  #iteratorType({ span, function: id, isParameter }: IteratorTypeFact): Change[] {
    if (!this.#isAsync(id) || givesPromise(this.graph.function(id))) return []
    return [{ component: this.#component(id), kind: 'async-iterator-type', type: span, ...(isParameter && { orSync: true }) }]
  }

  #swap(fact: ApiUseFact, component: number): Change[] {
    if (this.graph.isMoved(fact)) return []
    const { span, callee, use, caller, calledBack } = fact
    const [found, target] = [this.graph.ruleOf(fact), this.graph.targetOf(fact)]
    if (!found || !target) return []
    const object = target.via === 'promises' && found.name.includes('.') ? fact.moduleObject : fact.object
    const swap: Change = { component, kind: 'swap-api', call: span, callee, ...(object && { object }), module: found.module, name: found.name, target }
    if (use !== 'not-called') return [swap, ...this.#await({ span, use, caller }, component)]
    return [swap, ...(calledBack ? [awaitCallbacks(calledBack, component)] : [])]
  }

  #useDatabase({ span, use, caller, move }: DatabaseUseFact, component: number): Change[] {
    if (move.by === 'nothing') return []
    if (move.by === 'object') return this.#await({ span, use, caller }, component)
    if (move.by === 'block') return [{ component, kind: 'move-block', block: span, move, client: this.graph.clientOfMoved(this.graph.function(caller).file), ...(use === 'returned' && { isReturned: true }) }]
    const useClient: Change = { component, kind: 'use-client', root: move.root, client: clientOf(move.module), name: move.path[0] ?? 'default' }
    return [useClient, ...this.#await({ span, use, caller }, component)]
  }

  #awaitCall(call: CallFact, component: number): Change[] {
    const { callee, span, use, caller } = call
    const fact = this.graph.function(callee)
    if (!this.#isAsync(callee) || givesPromise(fact) || this.graph.isMoved(call)) return []
    const twin = this.#useTwin(fact, call, component)
    switch (use) {
      case 'delegated': return twin
      case 'iterated': return [...twin, { component, kind: 'iterate-async', items: span }]
      default: return [...twin, ...this.#await({ span, use, caller }, component)]
    }
  }

  /** What is awaited already stays, and so does what is returned: the caller's promise takes it over, unless the caller becomes a loop's body. */
  #await({ span, use, caller }: Pick<CallFact, 'span' | 'use' | 'caller'>, component: number): Change[] {
    if (use === 'awaited' || (use === 'returned' && !this.#mayBecomeLoop(caller))) return []
    return [{ component, kind: 'await-call', call: span, ...(use === 'returned' && { isReturned: true }) }]
  }

  #mayBecomeLoop(id: FunctionId): boolean {
    return this.graph.handoversOf(id).some(({ call }) => call?.method.endsWith('forEach'))
  }

  #awaitHandover(handover: HandoverFact, component: number): Change[] {
    const { function: id, consumer, call, wait } = handover
    const fact = this.graph.function(id)
    if (!this.#isAsync(id) || givesPromise(fact) || consumer === 'needs-result' || this.graph.isMoved(handover)) return []
    const twin = this.#useTwin(fact, handover, component)
    if (wait) return [...twin, ...this.#wait(wait, handover, component)]
    if (consumer !== 'rewritable' || !call) return twin
    return [...twin, awaitCallbacks(call, component)]
  }

  /** Makes the call that a function is handed to wait for it. */
  #wait(wait: WaitFact, { by, span: callback }: HandoverFact, component: number): Change[] {
    const awaited = this.#await({ span: wait.call, use: wait.use, caller: by }, component)
    switch (wait.by) {
      case 'await': return awaited
      case 'name': return [...awaited, { component, kind: 'rename', name: wait.name, to: wait.to, ...(wait.module !== undefined && { module: wait.module }) }]
      case 'promise': return [...awaited, { component, kind: 'expect-promise', callback, ...(wait.takesFunction && { takesFunction: true }) }]
      case 'outcome': return [{ component, kind: 'await-outcome', callback }]
    }
  }

  #useTwin(fact: FunctionFact, user: TwinUser, component: number): Change[] {
    const twinName = twinNameAt(this.graph, fact, user)
    if (!user.name || twinName === undefined || this.decisions.verdictOf(fact.id) !== 'twin' || this.decisions.isCopiedAlong(fact.id)) return []
    return [{ component, kind: 'use-twin', name: user.name, twinName }]
  }

  #isAsync(id: FunctionId): boolean {
    const verdict = this.decisions.verdictOf(id)
    return verdict === 'convert' || verdict === 'twin'
  }

  #component(id: FunctionId): number {
    return this.decisions.byFunction.get(id)?.component ?? -1
  }
}

/** From the first default value that has to be awaited on, all move to the body, so that their order stays. */
function movedDefaults({ movableDefaults = [], key }: FunctionFact, changes: readonly Change[], component: number): Change[] {
  const isAwait = ({ kind }: Change): boolean => kind === 'await-call' || kind === 'await-callbacks' || kind === 'iterate-async'
  const first = movableDefaults.findIndex((parameter) => changes.some((change) => isAwait(change) && isInside(parameter, change)))
  const moved = first === -1 ? [] : movableDefaults.slice(first)
  return moved.map((parameter) => ({ component, kind: 'move-default', parameter, function: key, changes: [] }))
}

/** In the order of the text, those of a moved default value inside of its move, and each once: two facts may ask for the same change, as when a call may run either of two functions. */
function arranged(changes: readonly Change[]): Change[] {
  const keyed = changes.toReversed().map((change): [string, Change] => [JSON.stringify({ ...change, component: 0 }), change])
  const distinct = [...new Map(keyed).values()].sort(byPlace)
  const moves = distinct.filter((change) => change.kind === 'move-default')
  const inside = (move: Change, change: Change): boolean => move !== change && isInside(placeOf(move), change)
  return distinct
    .filter((change) => !moves.some((move) => inside(move, change)))
    .map((change) => (change.kind === 'move-default' ? { ...change, changes: distinct.filter((other) => inside(change, other)) } : change))
}

function isInside(span: Span, change: Change): boolean {
  return isInSpan(placeOf(change), span)
}

function awaitCallbacks({ span, method, use, comparison }: CallbackCall, component: number): Change {
  return { component, kind: 'await-callbacks', call: span, method, ...(comparison && { comparison }), ...(use === 'returned' && { isReturned: true }) }
}

function byPlace(a: Change, b: Change): number {
  const [first, second] = [placeOf(a), placeOf(b)]
  return first.start - second.start || first.end - second.end || a.kind.localeCompare(b.kind)
}
