import type { Facts } from '../model/facts.js'
import type { FileId, Place } from '../model/ids.js'
import type { CallerPolicy, Plan } from '../model/plan.js'
import type { ApiRule } from '../model/rules.js'
import { decide, type Decisions } from './decide.js'
import { dividedObjects, withoutObjects } from './thread-objects.js'
import { findFlags } from './find-flags.js'
import { Graph } from './graph.js'
import { guardHandlers } from './guard-handlers.js'
import type { Obstacles } from './lifting.js'
import { makeChanges } from './make-changes.js'
import { awaitTogether, findReadRuns } from './parallelize-reads.js'
import { mendRaces } from './mend-races.js'
import { makeNewFiles } from './new-files.js'
import { runAtStartup } from './startup.js'
import type { Selected } from './select.js'

export interface PlanRequest {
  facts: Facts
  rules: readonly ApiRule[]
  selected: readonly Selected[]
  callers: CallerPolicy
  /** Functions that are not to be changed, whatever the selection reaches. */
  excluded: Obstacles
  /** Converted handlers are marked as ones that must not block, but for those in these files. */
  guard?: { unguarded: ReadonlySet<FileId> }
  /** Reads that need not wait for one another are started at once. */
  parallelizeReads: boolean
}

/** Decides a whole conversion on the facts alone; an object through which not all work can move stays where it is, and all is decided anew. */
export function makePlan(request: PlanRequest): Plan {
  const { facts, rules, selected, guard } = request
  const graph = new Graph(facts, rules)
  const decisions = decide(graph, request)
  const divided = dividedObjects(graph, decisions)
  if (divided.size > 0) return makePlan({ ...request, facts: withoutObjects(facts, divided) })
  const guards = guard ? guardHandlers(graph, decisions, { newFiles: makeNewFiles(graph, decisions, []), ...guard }) : []
  const mended = mendRaces(graph, decisions, makeChanges(graph, decisions, guards))
  const reads = { isDone: request.parallelizeReads, ...findReadRuns(graph, decisions, mended) }
  const files = reads.isDone ? awaitTogether(reads.runs, { graph, decisions, files: mended }) : mended
  return {
    version: 1,
    selection: [...new Set(selected.map(({ by }) => by))],
    decisions: [...decisions.byFunction.values()],
    files,
    newFiles: makeNewFiles(graph, decisions, files),
    flags: findFlags(graph, decisions, files),
    reads,
    leftAloneAtStartup: findStartup(graph, decisions),
  }
}

/** Blocking calls that run while modules load, and that this plan leaves as they are. */
function findStartup(graph: Graph, decisions: Decisions): Place[] {
  const atStartup = runAtStartup(graph)
  return [...graph.facts.apiUses, ...graph.facts.databaseUses]
    .filter((use) => atStartup.has(use.caller) && decisions.verdictOf(use.caller) !== 'convert' && !graph.files.get(use.file)?.isTest)
    .map(({ file, span }) => ({ file, span }))
}
