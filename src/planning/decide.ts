import type { FunctionFact } from '../model/functions.js'
import type { FunctionId, Place } from '../model/ids.js'
import type { CallerPolicy, Decision, Reason, Verdict } from '../model/plan.js'
import { groupBy } from '../group-by.js'
import { assignComponents } from './components.js'
import { givesPromise, type Graph } from './graph.js'
import { findLifting, type Lifting, type Obstacles } from './lifting.js'
import { findOutsideUses } from './outside-callers.js'
import { twinNameAt, usersOf } from './twin-users.js'
import type { Selected } from './select.js'

/** What is decided about every function that the selection reaches. */
export interface Decisions {
  lifting: Lifting
  byFunction: ReadonlyMap<FunctionId, Decision>
  /** Everything that runs when a selected function runs, decided or not, for reports of what still blocks. */
  reached: ReadonlySet<FunctionId>
  verdictOf(id: FunctionId): Verdict
  /** Its async form stands in the copy of a function around it, under the same name; so do those of its whole family. */
  isCopiedAlong(id: FunctionId): boolean
}

/** What is asked for, and what has to be left out. */
export interface DecisionRequest {
  selected: readonly Selected[]
  callers: CallerPolicy
  excluded: Obstacles
}

/** Decides which functions become async and because of what; a function that would need an impossible twin is refused, and all is decided anew. */
export function decide(graph: Graph, { selected, callers, excluded }: DecisionRequest): Decisions {
  const obstacles = new Map(excluded)
  const outside = callers === 'twin' ? findOutsideUses(graph, selected.map(({ id }) => id)) : []
  for (;;) {
    const walk = new Walk(graph, findLifting(graph, obstacles, outside), selected)
    const impossible = walk.impossibleTwins()
    if (impossible.length === 0) return walk.decisions()
    for (const id of impossible) obstacles.set(id, 'no-twin')
  }
}

/** One walk from the selection down to what blocks, and up to the callers that this forces. */
class Walk {
  readonly #because = new Map<FunctionId, Reason[]>()
  readonly #async = new Set<FunctionId>()
  readonly #reached = new Set<FunctionId>()
  readonly #queue: FunctionId[] = []

  constructor(private readonly graph: Graph, private readonly lifting: Lifting, private readonly selected: readonly Selected[]) {
    for (const { id, by } of selected) this.#select(id, by)
    for (let id = this.#queue.pop(); id !== undefined; id = this.#queue.pop()) this.#expand(id)
  }

  decisions(): Decisions {
    const verdictOf = (id: FunctionId): Verdict => this.#verdict(id)
    const components = assignComponents(this.graph, [...this.#async])
    const byFunction = new Map([...new Set([...this.#async, ...this.selected.map(({ id }) => id)])].map((id): [FunctionId, Decision] => {
      return [id, { function: id, verdict: verdictOf(id), because: this.#reasons(id), component: components.get(id) ?? -1 }]
    }))
    return { lifting: this.lifting, byFunction, reached: this.#reached, verdictOf, isCopiedAlong: (id) => this.#isCopiedAlong(id) }
  }

  /** Functions that need a twin that cannot be written. */
  impossibleTwins(): FunctionId[] {
    const twins = [...this.#async].filter((id) => this.#verdict(id) === 'twin' && !this.#isCopiedAlong(id))
    const disputed = this.#disputed(twins)
    return twins.filter((id) => !this.#canHaveTwin(id) || disputed.has(id))
  }

  /** Functions that go by one name somewhere, where their twins would have different ones. */
  #disputed(twins: readonly FunctionId[]): Set<FunctionId> {
    const names = twins.flatMap((id) => {
      const fact = this.graph.function(id)
      return usersOf(this.graph, id).flatMap((user) => (user.name ? [{ id, at: `${user.file}:${String(user.name.start)}`, name: twinNameAt(this.graph, fact, user) }] : []))
    })
    const rivals = [...groupBy(names, ({ at }) => at).values()].filter((same) => new Set(same.map(({ name }) => name)).size > 1)
    return new Set(rivals.flat().map(({ id }) => id))
  }

  #select(id: FunctionId, by: string): void {
    this.#note(id, { kind: 'selected', by })
    this.#reached.add(id)
    this.#queue.push(id)
    const isNeededSync = this.lifting.isNeededAtOnce(id) && this.graph.handlersOf(id).length === 0
    if (this.lifting.canLift(id) && !isNeededSync) this.#lift(id)
  }

  #lift(id: FunctionId): void {
    for (const member of this.graph.membersOf(id)) {
      if (this.#async.has(member.id)) continue
      if (member.id !== id) this.#note(member.id, { kind: 'family', function: id })
      this.#async.add(member.id)
      this.#reached.add(member.id)
      this.#queue.push(member.id)
      this.#liftTied(member.id)
    }
  }

  #liftTied(id: FunctionId): void {
    for (const tied of this.graph.tiedTo(id)) {
      if (this.#async.has(tied) || !this.lifting.canLift(tied)) continue
      this.#note(tied, { kind: 'shares-object', function: id })
      this.#lift(tied)
    }
  }

  /** What runs because of this function is lifted where it can be; what calls it follows, unless it keeps its sync self. */
  #expand(id: FunctionId): void {
    if (this.lifting.obstacleOf(id)) return
    const goesOn = this.#async.has(id) || !this.lifting.staysSyncFor(id)
    for (const call of this.graph.callsBy(id)) this.#descend(id, call.callee, { at: call, goesOn: goesOn && !this.graph.isMoved(call) })
    for (const handover of this.graph.handoversBy(id)) {
      if (handover.consumer === 'needs-result') this.#reached.add(handover.function)
      else this.#descend(id, handover.function, { at: handover, goesOn })
    }
    const changesType = this.#async.has(id) && !givesPromise(this.graph.function(id)) && this.lifting.staysSyncFor(id) === undefined
    if (changesType) this.#ascend(id)
  }

  #descend(caller: FunctionId, callee: FunctionId, { at, goesOn }: { at: Place; goesOn: boolean }): void {
    if (!goesOn) return
    if (this.lifting.canLift(callee)) {
      if (!this.#async.has(callee)) this.#note(callee, { kind: 'called-by', function: caller, at: place(at) })
      this.#lift(callee)
    } else if (!this.#reached.has(callee)) {
      this.#reached.add(callee)
      this.#queue.push(callee)
    }
  }

  #ascend(id: FunctionId): void {
    for (const call of this.graph.callsOf(id)) this.#follow(call.caller, id, call)
    for (const handover of this.graph.handoversOf(id)) {
      if (handover.consumer === 'rewritable') this.#follow(handover.by, id, handover)
    }
    for (const mock of this.graph.mocksOf(id)) if (mock.follows?.by === 'await') this.#follow(mock.in, id, mock)
  }

  #follow(caller: FunctionId, callee: FunctionId, at: Place): void {
    if (this.graph.isMoved(at)) return
    if (!this.#async.has(caller)) this.#note(caller, { kind: 'calls', function: callee, at: place(at) })
    if (this.lifting.canLift(caller)) this.#lift(caller)
  }

  #verdict(id: FunctionId): Verdict {
    if (!this.#async.has(id)) return this.#isSelected(id) && (this.lifting.obstacleOf(id) || this.#isHandedOn(id)) ? 'blocked' : 'keep'
    return this.lifting.staysSyncFor(id) === undefined ? 'convert' : 'twin'
  }

  #isSelected(id: FunctionId): boolean {
    return this.#because.get(id)?.some(({ kind }) => kind === 'selected') ?? false
  }

  /** Code that cannot be seen has it, and may use its result at once. */
  #isHandedOn(id: FunctionId): boolean {
    return this.lifting.canLift(id) && this.graph.handoversOf(id).some(({ consumer }) => consumer === 'needs-result')
  }

  /** Every member needs a declaration to copy, and every async user a name to call the copy by; to be selected is use enough. */
  #canHaveTwin(id: FunctionId): boolean {
    const members = this.graph.membersOf(id)
    const hasDeclarations = members.every((member) => member.twin !== undefined && member.declaration !== undefined)
    const names = members.flatMap((member) => usersOf(this.graph, member.id)
      .filter(({ by, keepsName }) => !keepsName && (by === undefined || this.#async.has(by)))
      .map((user) => twinNameAt(this.graph, member, user)))
    const isWanted = names.length > 0 || members.some((member) => this.#isSelected(member.id))
    return hasDeclarations && isWanted && !names.includes(undefined)
  }

  #isCopiedAlong(id: FunctionId): boolean {
    const outer = this.#twinAround(id)
    return outer !== undefined && this.graph.membersOf(id).every((member) => this.#twinAround(member.id) === outer)
  }

  /** The outermost function around one that gets a twin. */
  #twinAround(id: FunctionId): FunctionId | undefined {
    return this.graph.ancestorsOf(this.graph.function(id)).findLast((outer) => this.#async.has(outer.id) && this.#verdict(outer.id) === 'twin')?.id
  }

  #note(id: FunctionId, reason: Reason): void {
    const reasons = this.#because.get(id)
    if (reasons) reasons.push(reason)
    else this.#because.set(id, [reason])
  }

  /** Why it was asked for, then what in it has to be awaited, then who keeps its sync self. */
  #reasons(id: FunctionId): Reason[] {
    const own: Reason[] = [
      ...this.graph.usesBy(id).map((use): Reason => ({ kind: 'calls-api', rule: use.rule, at: place(use) })),
      ...this.graph.databaseUsesBy(id).map((use): Reason => ({ kind: 'works-on-database', at: place(use) })),
    ]
    const calls: Reason[] = this.graph.callsBy(id)
      .filter((call) => this.#async.has(call.callee))
      .map((call) => ({ kind: 'calls', function: call.callee, at: place(call) }))
    return [...(this.#because.get(id) ?? []), ...own, ...calls, ...this.#stays(id)].filter(isFirstOfItsKind)
  }

  #stays(id: FunctionId): Reason[] {
    const holder = this.lifting.staysSyncFor(id)
    if (holder === undefined) return []
    const { file, key }: FunctionFact = this.graph.function(holder)
    return [{ kind: 'stays-sync-for', function: holder, why: this.lifting.whyItStays(holder, id), at: { file, span: key } }]
  }
}

function place({ file, span }: Place): Place {
  return { file, span }
}

function isFirstOfItsKind(reason: Reason, index: number, all: Reason[]): boolean {
  const text = JSON.stringify(reason)
  return all.findIndex((other) => JSON.stringify(other) === text) === index
}
