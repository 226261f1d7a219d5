import type { Barrier, FunctionFact } from '../model/functions.js'
import type { FunctionId } from '../model/ids.js'
import type { KeptBecause } from '../model/plan.js'
import { givesPromise, type Graph, isWithin, isWrittenThere } from './graph.js'
import type { OutsideUse } from './outside-callers.js'
import { tornSteps } from './torn-steps.js'

/** Why a function cannot become async. */
export type Obstacle = Barrier | 'rolled-back' | 'left-alone'

/** Functions that are left out of a plan for reasons outside of the graph: the check failed, or tests are not to change. */
export type Obstacles = ReadonlyMap<FunctionId, Obstacle>

/** What can become async at all, and what must stay callable as it is: facts of the graph, whatever is selected. */
export interface Lifting {
  /** It has something to await, in itself or in what it calls, and nothing in its form speaks against `async`. */
  canLift(id: FunctionId): boolean
  /** Code that cannot be async, or that nobody asked to change, calls it, or calls something that calls it. */
  staysSyncFor(id: FunctionId): FunctionId | undefined
  /** Code that cannot be async is among those that it stays sync for. */
  isNeededAtOnce(id: FunctionId): boolean
  /** Why a function stays sync for a holder: an obstacle of that, or a word of `keptTexts`. */
  whyItStays(holder: FunctionId, id: FunctionId): Obstacle | KeptBecause
  obstacleOf(id: FunctionId): Obstacle | undefined
}

/** Works out, by fixpoints over the whole graph, what can be lifted and what has to stay; callers outside keep what they use. */
export function findLifting(graph: Graph, obstacles: Obstacles, outside: readonly OutsideUse[]): Lifting {
  const torn = tornSteps(graph).map((id): [FunctionId, Obstacle] => [id, 'database-step'])
  const found = new Map([...torn, ...inOneDatabaseStep(graph), ...writtenWhereResultIsNeeded(graph)])
  const obstacleOf = (id: FunctionId) => firstDefined(graph.membersOf(id), (member) => obstacles.get(member.id) ?? member.barrier ?? found.get(member.id))
    ?? (isMixed(graph.membersOf(id)) ? 'generator' : undefined)
  const lifted = findLifted(graph, obstacleOf)
  const canLift = (id: FunctionId): boolean => lifted.has(id)
  const atOnce = findSyncHolders(graph, canLift, [])
  const holders = outside.length === 0 ? atOnce : findSyncHolders(graph, canLift, outside)
  const outsiders = new Set(outside.filter(({ caller, callee }) => caller !== callee).map(({ caller }) => caller))
  const staysSyncFor = (id: FunctionId) => firstDefined(graph.membersOf(id), (member) => holders.get(member.id))
  return {
    canLift,
    obstacleOf,
    staysSyncFor,
    isNeededAtOnce: (id) => graph.membersOf(id).some((member) => atOnce.has(member.id)),
    whyItStays: (holder, id) => {
      if (holder === id) return graph.function(id).twin?.exists ? 'has-twin' : 'public'
      return obstacleOf(holder) ?? (outsiders.has(holder) ? 'outside-selection' : staysSyncFor(holder) ? 'stays-itself' : 'hands-it-on')
    },
  }
}

/** An inline callback has no other caller, so that it cannot have a twin either. */
function writtenWhereResultIsNeeded(graph: Graph): Map<FunctionId, Obstacle> {
  const handed = graph.facts.handovers.filter((handover) => {
    const fact = graph.function(handover.function)
    return handover.consumer === 'needs-result' && isWrittenThere(handover, fact) && !givesPromise(fact)
  })
  return new Map(handed.map((handover) => [handover.function, 'needs-result']))
}

/** Work on a database that cannot move stays one step for the event loop: nothing in the middle of it may wait. */
function inOneDatabaseStep(graph: Graph): Map<FunctionId, Obstacle> {
  const steps = graph.facts.databaseUses.filter(({ move }) => move.by === 'nothing')
  const waiting = [...graph.facts.apiUses, ...graph.facts.calls.filter(({ callee }) => !givesPromise(graph.function(callee)))]
  return new Map(steps.flatMap((step) => {
    const inside = waiting.filter((place) => isWithin(place, step))
    return inside.length === 0 ? [] : [step.caller, ...inside.map(({ caller }) => caller)].map((id) => [id, 'database-step'])
  }))
}

function findLifted(graph: Graph, obstacleOf: Lifting['obstacleOf']): Set<FunctionId> {
  const lifted = new Set<FunctionId>()
  const queue: FunctionId[] = []
  const lift = (id: FunctionId): void => {
    if (lifted.has(id) || obstacleOf(id)) return
    for (const member of graph.membersOf(id)) {
      lifted.add(member.id)
      queue.push(member.id)
    }
  }
  for (const use of graph.facts.apiUses) if (graph.targetOf(use) && !graph.isMoved(use)) lift(use.caller)
  for (const use of graph.facts.databaseUses) if (use.move.by !== 'nothing') lift(use.caller)
  for (const id of queue) {
    if (givesPromise(graph.function(id))) continue
    for (const call of graph.callsOf(id)) if (!graph.isMoved(call)) lift(call.caller)
    for (const handover of graph.handoversOf(id)) if (handover.consumer === 'rewritable') lift(handover.by)
    for (const mock of graph.mocksOf(id)) if (mock.follows?.by === 'await') lift(mock.in)
  }
  return lifted
}

/**
 * For each function that must stay sync, the function that needs it so: code that cannot be async before code outside of the
 * selection, before its own twin of an earlier run, which takes its place for all that converts.
 */
function findSyncHolders(graph: Graph, canLift: (id: FunctionId) => boolean, outside: readonly OutsideUse[]): Map<FunctionId, FunctionId> {
  const holders = new Map<FunctionId, FunctionId>()
  const queue: FunctionId[] = []
  const hold = (id: FunctionId, holder: FunctionId): void => {
    for (const member of graph.membersOf(id)) {
      if (holders.has(member.id) || givesPromise(member) || !canLift(member.id)) continue
      holders.set(member.id, holder)
      queue.push(member.id)
    }
  }
  for (const call of graph.facts.calls) if (!canLift(call.caller) || graph.isMoved(call)) hold(call.callee, call.caller)
  for (const handover of graph.facts.handovers) {
    const isDropped = handover.consumer === 'awaits' || handover.consumer === 'ignores'
    if (handover.consumer === 'needs-result' || (!isDropped && !canLift(handover.by))) hold(handover.function, handover.by)
  }
  for (const { caller, callee } of outside) hold(callee, caller)
  for (const { id, twin } of graph.facts.functions) if (twin?.exists) hold(id, id)
  for (const id of queue) {
    for (const call of graph.callsBy(id)) hold(call.callee, id)
    for (const handover of graph.handoversBy(id)) if (handover.consumer === 'rewritable') hold(handover.function, id)
  }
  return holders
}

/** Some are generators, some give iterators made elsewhere: what iterates over them could not tell an iterator from a promise of one. */
function isMixed(members: readonly FunctionFact[]): boolean {
  const withBody = members.filter(({ form }) => form !== 'signature')
  return withBody.some((member) => member.isGenerator) && !withBody.every((member) => member.isGenerator)
}

function firstDefined<Value>(members: readonly FunctionFact[], valueOf: (member: FunctionFact) => Value | undefined): Value | undefined {
  for (const member of members) {
    const value = valueOf(member)
    if (value !== undefined) return value
  }
  return undefined
}
