import type { FunctionId, Place } from '../model/ids.js'
import { groupBy } from '../group-by.js'
import { isInSpan } from '../is-in-span.js'
import type { Decisions } from './decide.js'
import type { Graph } from './graph.js'

/** A function as it is after the conversion: async, itself or as its twin, or as it was. */
interface Version {
  id: FunctionId
  isAsync: boolean
}

/** Tells whether a converted function still runs something that blocks the event loop, itself or through others. */
export class BlockingLeft {
  readonly #calls: ReadonlyMap<FunctionId, readonly Place[]>

  constructor(private readonly graph: Graph, private readonly decisions: Decisions) {
    this.#calls = groupBy(graph.facts.databaseCalls, ({ caller }) => caller)
  }

  isIn(id: FunctionId): boolean {
    const reached = new Map<string, Version>()
    const add = (version: Version): void => { reached.set(`${version.id} ${version.isAsync ? 'async' : 'sync'}`, version) }
    add({ id, isAsync: this.#becomesAsync(id) })
    for (const version of reached.values()) {
      if (this.#blocks(version)) return true
      for (const next of this.#runBy(version)) add(next)
    }
    return false
  }

  /** In its own code. */
  #blocks({ id, isAsync }: Version): boolean {
    const uses = this.graph.databaseUsesBy(id)
    const stays = (call: Place): boolean => !this.graph.isMoved(call) && !uses.some(({ span }) => isInSpan(call.span, span))
    return this.graph.usesBy(id).some((use) => !this.graph.isMoved(use) && !(isAsync && this.graph.targetOf(use)))
      || uses.some(({ move }) => !isAsync || move.by === 'nothing')
      || (this.#calls.get(id) ?? []).some(stays)
  }

  /** What runs in the thread blocks nobody. */
  #runBy({ id, isAsync }: Version): Version[] {
    const run = [...this.graph.callsBy(id).map((call) => ({ ...call, to: call.callee })), ...this.graph.handoversBy(id).map((handover) => ({ ...handover, to: handover.function }))]
    return run
      .filter((place) => !this.graph.isMoved(place))
      .flatMap(({ to }) => this.graph.membersOf(to))
      .filter(({ barrier }) => barrier !== 'database-thread')
      .map((fact) => ({ id: fact.id, isAsync: isAsync && this.#becomesAsync(fact.id) }))
  }

  #becomesAsync(id: FunctionId): boolean {
    return ['convert', 'twin'].includes(this.decisions.verdictOf(id))
  }
}
