import { groupBy } from '../group-by.js'
import type { DatabaseCallFact } from '../model/database.js'
import type { ApiUseFact } from '../model/calls.js'
import type { Evidence } from '../model/evidence.js'
import type { Facts, HandlerFact } from '../model/facts.js'
import type { FileId, FunctionId } from '../model/ids.js'
import type { RuleId } from '../model/rules.js'
import { byPlace } from '../by-place.js'
import { buildCallGraph, reach, type CallGraph } from './call-graph.js'
import { describeFlags, type DescribedFlag } from './described-flags.js'
import type { ScanOutcome } from './outcome.js'
import type { Positions } from './positions.js'
import { createReading } from './reading.js'
import { databaseWeight, staticWeight } from './static-weight.js'

/** What `unblock scan --json` prints; docs/scan-json.schema.json describes it. */
export interface ScanJson {
  version: 1
  handlers: ScannedHandler[]
  /** Blocking calls that only start-up code makes: they keep nobody waiting. */
  startup: BlockingCall[]
  /** Blocking calls that neither a handler nor start-up code was seen to make. */
  elsewhere: BlockingCall[]
  /** What could not be analysed. */
  problems: DescribedFlag[]
}

/** A handler and what blocks in it. */
export interface ScannedHandler {
  id: FunctionId
  route?: string
  kind: HandlerFact['kind']
  framework: string
  file: FileId
  line: number
  blocking: BlockingCall[]
  /** Calls that work on a database, which blocks as well. */
  database: DatabaseCall[]
  /** How long it blocked by the CPU profiles, or, without these, by the log of the debug mode. */
  blockedMs?: number
  /** Its part of the time that all handlers blocked. */
  share?: number
  /** What the log of the debug mode tells. */
  held?: { ms: number; times: number }
}

/** A call of a database driver, and the functions from the handler down to the one that makes it. */
export interface DatabaseCall {
  driver: string
  method: string
  access: DatabaseCallFact['access']
  file: FileId
  line: number
  column: number
  through: FunctionId[]
}

/** A blocking call, and the functions from the root down to the one that makes it. */
export interface BlockingCall {
  api: RuleId
  file: FileId
  line: number
  column: number
  through: FunctionId[]
}

type Reached = ReturnType<typeof reach>

/** Reports to a program which handlers block, where, and through which helpers. */
export function scanToJson({ facts, sources, evidence }: ScanOutcome): ScanJson {
  const graph = buildCallGraph(facts)
  const positions = createReading({ sources }).positionOf
  const describe = (use: ApiUseFact, through: FunctionId[]) => describeUse(use, through, positions)
  const rest = usesOutsideHandlers(facts, graph)
  const databaseOf = databaseCalls(facts, positions)
  return {
    version: 1,
    handlers: costliestFirst(facts.handlers.toSorted(byPlace).map((handler) => ({
      id: handler.function,
      ...(handler.route !== undefined && { route: handler.route }),
      kind: handler.kind,
      framework: handler.framework,
      file: handler.file,
      line: positions(handler).line,
      blocking: usesReached(graph, reach(graph, [handler.function])).map(([use, through]) => describe(use, through)),
      database: databaseOf(handler.function),
      ...measured(handler.function, evidence),
    }))),
    startup: rest.startup.toSorted(([a], [b]) => byPlace(a, b)).map(([use, through]) => describe(use, through)),
    elsewhere: rest.elsewhere.toSorted(byPlace).map((use) => describe(use, [use.caller])),
    problems: describeFlags({ sources, flags: facts.problems.map(({ message, ...problem }) => ({ ...problem, data: { message } })) }),
  }
}

/** What was measured of a handler; nothing where nothing was. */
function measured(id: FunctionId, evidence: Evidence | undefined): Pick<ScannedHandler, 'blockedMs' | 'share' | 'held'> {
  const blocked = evidence?.profile ?? evidence?.log
  if (!blocked) return {}
  const ms = blocked.byHandler.get(id)?.ms ?? 0
  const allMs = [...blocked.byHandler.values()].reduce((sum, time) => sum + time.ms, 0)
  const held = evidence?.log?.byHandler.get(id)
  return {
    blockedMs: Math.round(ms * 10) / 10,
    share: allMs === 0 ? 0 : Math.round((ms / allMs) * 1000) / 1000,
    ...(held && { held: { ms: Math.round(held.ms), times: held.times ?? 0 } }),
  }
}

/** By what was measured; among equals, by what the calls in them weigh. The order of the rest stays. */
function costliestFirst(handlers: readonly ScannedHandler[]): ScannedHandler[] {
  const weights = new Map(handlers.map((handler) => [handler, weightOf(handler)]))
  const ranked = [(handler: ScannedHandler) => handler.blockedMs ?? 0, (handler: ScannedHandler) => handler.held?.ms ?? 0, (handler: ScannedHandler) => weights.get(handler) ?? 0]
  return handlers.toSorted((a, b) => ranked.map((rank) => rank(b) - rank(a)).find((difference) => difference !== 0) ?? 0)
}

function weightOf({ blocking, database }: ScannedHandler): number {
  return blocking.reduce((sum, { api }) => sum + staticWeight(api), 0) + database.length * databaseWeight
}

/** The calls on databases of each handler: through the same functions, and those that are called in the database thread. */
function databaseCalls(facts: Facts, positions: Positions): (handler: FunctionId) => DatabaseCall[] {
  const graph = buildCallGraph({ ...facts, calls: [...facts.calls, ...facts.databaseWays] })
  const byCaller = groupBy(facts.databaseCalls, ({ caller }) => caller)
  return (handler) => {
    const reached = reach(graph, [handler])
    return [...reached.keys()].flatMap((id) => (byCaller.get(id) ?? []).map(({ driver, method, access, ...place }) => (
      { driver, method, access, file: place.file, ...positions(place), through: pathTo(id, reached) }
    )))
  }
}

/** Tests are neither start-up code nor program code, so their own calls are not counted. */
function usesOutsideHandlers(facts: Facts, graph: CallGraph): { startup: [ApiUseFact, FunctionId[]][]; elsewhere: ApiUseFact[] } {
  const tests = new Set(facts.files.filter(({ isTest }) => isTest).map(({ id }) => id))
  const modules = facts.functions.filter(({ form, file }) => form === 'module' && !tests.has(file)).map(({ id }) => id)
  const fromHandlers = reach(graph, facts.handlers.map((handler) => handler.function))
  const fromModules = reach(graph, modules)
  return {
    startup: usesReached(graph, fromModules).filter(([{ caller }]) => !fromHandlers.has(caller)),
    elsewhere: facts.apiUses.filter(({ caller, file }) => !fromHandlers.has(caller) && !fromModules.has(caller) && !tests.has(file)),
  }
}

function usesReached(graph: CallGraph, reached: Reached): [ApiUseFact, FunctionId[]][] {
  return [...reached.keys()].flatMap((id) =>
    (graph.uses.get(id) ?? []).map((use): [ApiUseFact, FunctionId[]] => [use, pathTo(id, reached)]))
}

function pathTo(id: FunctionId, reached: Reached): FunctionId[] {
  const path = []
  for (let step: FunctionId | undefined = id; step !== undefined; step = reached.get(step)) path.unshift(step)
  return path
}

function describeUse(use: ApiUseFact, through: FunctionId[], positions: Positions): BlockingCall {
  return { api: use.rule, file: use.file, ...positions(use), through }
}
