import type { ApiUseFact } from '../model/calls.js'
import type { FunctionFact, FunctionForm } from '../model/functions.js'
import type { HandoverFact } from '../model/handovers.js'
import type { Flag, FlagCode } from '../model/flag.js'
import type { FunctionId, Place } from '../model/ids.js'
import type { FilePlan } from '../model/plan.js'
import type { Decisions } from './decide.js'
import { mixedFlags } from './mixed-flags.js'
import { mockFlags } from './follow-mocks.js'
import { givesPromise, type Graph, isWrittenThere } from './graph.js'
import { isPublic } from './is-public.js'
import type { Obstacle } from './lifting.js'
import { parallelFlags } from './parallel-flags.js'
import { promiseFlags } from './promise-flags.js'
import { raceFlags } from './race-flags.js'

/** What a person has to look at after this plan: what could not be done, and what its changes may mean elsewhere. */
export function findFlags(graph: Graph, decisions: Decisions, files: readonly FilePlan[]): Flag[] {
  const converted = [...decisions.byFunction.values()].filter(({ verdict }) => verdict === 'convert' || verdict === 'twin').map(({ function: id }) => graph.function(id))
  const flags = [
    ...problemFlags(graph),
    ...obstacleFlags(graph, decisions),
    ...holderFlags(graph, decisions),
    ...handoverFlags(graph, decisions),
    ...assumedArrayFlags(graph, decisions),
    ...leftFlags(graph, decisions),
    ...stuckFlags(graph, decisions),
    ...mockFlags(graph, decisions),
    ...mixedFlags(graph, decisions),
    ...promiseFlags(graph, decisions),
    ...raceFlags(graph, decisions, files),
    ...parallelFlags(graph, decisions),
    ...converted.filter((fact) => decisions.verdictOf(fact.id) === 'convert' && !givesPromise(fact)).flatMap((fact) => [
      ...rejectionFlags(graph, fact),
      ...publicFlags(graph, fact),
    ]),
  ]
  return flags.filter((flag, index) => index === flags.findIndex((other) => isSame(flag, other))).sort(byPlace)
}

/** Files that could not be read matter to every selection: calls may hide in them. */
function problemFlags(graph: Graph): Flag[] {
  return graph.facts.problems.map(({ code, file, span, message }) => ({ code, file, span, data: { message } }))
}

/** Obstacles that are told elsewhere: where the function is handed over, by the check, or on the command line. */
const unnamed = new Set<Obstacle>(['needs-result', 'rolled-back', 'left-alone', 'database-thread'])

/** Functions that block and run when a selected one does, but whose form keeps them sync. */
function obstacleFlags(graph: Graph, decisions: Decisions): Flag[] {
  const blocking = findBlocking(graph)
  return [...decisions.reached].flatMap((id) => {
    const obstacle = decisions.lifting.obstacleOf(id)
    if (obstacle === undefined || unnamed.has(obstacle) || !runsWhatBlocks(graph, id, blocking)) return []
    return [flag('cannot-be-async', graph.function(id), { function: nameOf(graph.function(id)), barrier: obstacle })]
  })
}

/** Its own code blocks, and not only that of its relatives. */
function runsWhatBlocks(graph: Graph, id: FunctionId, blocking: ReadonlySet<FunctionId>): boolean {
  return graph.usesBy(id).length > 0 || graph.databaseUsesBy(id).length > 0 || graph.callsBy(id).some((call) => blocking.has(call.callee))
    || graph.handoversBy(id).some((handover) => blocking.has(handover.function))
}

/** What holds a selected function to what it is, though nothing that was selected runs it: a test that takes `done`, say. */
function holderFlags(graph: Graph, decisions: Decisions): Flag[] {
  const blocking = findBlocking(graph)
  const kept = [...decisions.reached].filter((id) => blocking.has(id) && decisions.verdictOf(id) === 'keep' && decisions.lifting.obstacleOf(id) === undefined)
  return kept.flatMap((id) => {
    const { held, holder } = lastHold(id, decisions)
    const handover = handedToUser(held, graph).find(({ by }) => by === holder) ?? handedToUser(holder, graph).at(0)
    if (handover) return decisions.verdictOf(held) === 'keep' ? [handoverFlag('cannot-be-async', handover, graph.function(handover.function))] : []
    const obstacle = decisions.lifting.obstacleOf(holder)
    // What start-up code holds blocks nobody else.
    if (obstacle === undefined || unnamed.has(obstacle) || obstacle === 'module-top-level') return []
    return [flag('cannot-be-async', graph.function(holder), { function: nameOf(graph.function(holder)), barrier: obstacle })]
  })
}

/** The end of the chain of callers that need one another sync. */
function lastHold(id: FunctionId, { lifting }: Decisions): { held: FunctionId; holder: FunctionId } {
  let last = { held: id, holder: id }
  const passed = new Set<FunctionId>()
  for (let next = lifting.staysSyncFor(id); next !== undefined && !passed.has(next); next = lifting.staysSyncFor(next)) {
    passed.add(next)
    last = { held: last.holder, holder: next }
  }
  return last
}

function handedToUser(id: FunctionId, graph: Graph): readonly HandoverFact[] {
  return graph.handoversOf(id).filter(({ consumer }) => consumer === 'needs-result')
}

/** Functions that run when a selected one does, through code that would mistake a promise for a result. */
function handoverFlags(graph: Graph, decisions: Decisions): Flag[] {
  const blocking = findBlocking(graph)
  return graph.facts.handovers.filter(({ consumer }) => consumer === 'needs-result').flatMap((handover) => {
    const fact = graph.function(handover.function)
    if (givesPromise(fact) || !blocking.has(fact.id)) return []
    if (!isWrittenThere(handover, fact) && decisions.verdictOf(fact.id) !== 'keep') return [handoverFlag('escapes', handover, fact)]
    return decisions.reached.has(fact.id) && decisions.reached.has(handover.by) ? [handoverFlag('cannot-be-async', handover, fact)] : []
  })
}

function handoverFlag(code: FlagCode, handover: HandoverFact, fact: FunctionFact): Flag {
  const name = nameOf(fact)
  const barrier = fact.isGenerator ? 'generator' : handover.to === 'new Promise' ? 'promise-executor' : 'needs-result'
  const data: Record<string, string> = code === 'escapes'
    ? { function: name, to: handover.to }
    : { function: name, barrier, site: `handed to ${handover.to}` }
  return { code, file: handover.file, span: handover.span, function: fact.id, data }
}

/** Lists of unknown type whose methods were rewritten as an array's. */
function assumedArrayFlags(graph: Graph, decisions: Decisions): Flag[] {
  const isChanged = (id: FunctionId): boolean => decisions.verdictOf(id) !== 'keep'
  const handovers = graph.facts.handovers.filter(({ by, function: id }) => isChanged(by) && isChanged(id) && !givesPromise(graph.function(id)))
  const uses = graph.facts.apiUses.filter((use) => use.calledBack && isChanged(use.caller) && graph.targetOf(use))
  const places = [
    ...handovers.map(({ file, span, by, call }) => ({ file, span, function: by, call })),
    ...uses.map(({ file, span, caller, calledBack }) => ({ file, span, function: caller, call: calledBack })),
  ]
  return places.filter(({ call }) => call?.isAssumed)
    .map(({ call, ...place }) => ({ code: 'assumed-array', ...place, data: { method: call?.method ?? '' } }))
}

/** Blocking APIs that nothing takes the place of, or that are passed on as values, so that there is no call to swap. */
function leftFlags(graph: Graph, decisions: Decisions): Flag[] {
  const isChanged = (id: FunctionId): boolean => ['convert', 'twin'].includes(decisions.verdictOf(id))
  return graph.facts.apiUses
    .filter((use) => (use.use === 'not-called' || !graph.targetOf(use)) && !(isChanged(use.caller) && graph.targetOf(use)))
    .filter((use) => (decisions.verdictOf(use.caller) !== 'keep' || decisions.reached.has(use.caller)) && !graph.isMoved(use))
    .map((use) => ({ code: 'blocking-call-left', file: use.file, span: use.span, function: use.caller, data: { api: use.rule, ...whyLeft(use, graph) } }))
}

function whyLeft(use: ApiUseFact, graph: Graph): { why: string; advice?: string } {
  if (use.isVersionUnknown) return { why: 'nobody can tell which version of the package it is', advice: 'Install the packages, or name a version in package.json, and run unblock again.' }
  const advice = graph.adviceOn(use)
  if (advice !== undefined) return { why: 'there is nothing that could be called in its place', advice }
  if (use.use !== 'not-called' && use.access === 'member') return { why: 'its package is imported as a namespace, which cannot be called', advice: 'Import the default of the package, and run unblock again.' }
  if (use.use !== 'not-called') return { why: 'it was taken out of its object, which its asynchronous form is a member of', advice: 'Call it as a member of its object, and run unblock again.' }
  return { why: use.access === 'computed' ? 'its name is computed' : 'it is handed on as a value, and what it is handed to would have to await it' }
}

/** Work on a database in what was selected, or in what that runs, that cannot move to the thread. */
function stuckFlags(graph: Graph, decisions: Decisions): Flag[] {
  return graph.facts.databaseUses.flatMap((use): Flag[] => {
    if (use.move.by !== 'nothing' || (decisions.verdictOf(use.caller) === 'keep' && !decisions.reached.has(use.caller))) return []
    const { reason, at, what } = use.move
    return [{ code: 'cannot-move', ...at, function: use.caller, data: { reason, what } }]
  })
}

/** Registered with code that drops the promise of an async function. */
function rejectionFlags(graph: Graph, fact: FunctionFact): Flag[] {
  if (fact.catchesAll) return []
  const handlers = graph.handlersOf(fact.id)
    .filter((handler) => !handler.forwardsRejection && !handler.wrapper)
    .map((handler): Flag => ({ code: 'unhandled-rejection', file: handler.file, span: handler.span, function: fact.id, data: { to: handler.framework } }))
  const listeners = graph.handoversOf(fact.id)
    .filter(({ consumer }) => consumer === 'ignores' && !fact.handlesErrors)
    .map((handover): Flag => ({ code: 'unhandled-rejection', file: handover.file, span: handover.span, function: fact.id, data: { to: handover.to } }))
  return [...handlers, ...listeners]
}

function publicFlags(graph: Graph, fact: FunctionFact): Flag[] {
  return isPublic(graph, fact) ? [flag('public-api-changed', fact, { name: publicName(fact) })] : []
}

function publicName(fact: FunctionFact): string {
  if (fact.name !== '') return nameOf(fact)
  return fact.isDefault && fact.exported ? 'The default export' : 'A function that a call gives'
}

/** Every function that calls a blocking API, or something that does. */
function findBlocking(graph: Graph): Set<FunctionId> {
  const blocking = new Set([...graph.facts.apiUses, ...graph.facts.databaseUses].map((use) => use.caller))
  for (const id of blocking) {
    for (const member of graph.membersOf(id)) blocking.add(member.id)
    for (const call of graph.callsOf(id)) blocking.add(call.caller)
    for (const handover of graph.handoversOf(id)) if (handover.consumer !== 'ignores') blocking.add(handover.by)
  }
  return blocking
}

function flag(code: FlagCode, fact: FunctionFact, data: Record<string, string>): Flag {
  return { code, file: fact.file, span: fact.declaration ?? fact.key, function: fact.id, data }
}

const unnamedForms: ReadonlyMap<FunctionForm, string> = new Map([
  ['parameter-default', 'This default value'],
  ['field-initializer', 'The value of this field'],
  ['static-block', 'This static block'],
  ['module', 'This module'],
])

function nameOf(fact: FunctionFact): string {
  return fact.name === '' ? unnamedForms.get(fact.form) ?? 'This function' : fact.id.slice(fact.file.length + 1)
}

function isSame(a: Flag, b: Flag): boolean {
  return a.code === b.code && a.file === b.file && a.span.start === b.span.start && a.span.end === b.span.end
}

function byPlace(a: Flag & Place, b: Flag & Place): number {
  return a.file.localeCompare(b.file) || a.span.start - b.span.start || a.code.localeCompare(b.code)
}
