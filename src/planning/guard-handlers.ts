import { groupBy } from '../group-by.js'
import type { HandlerFact } from '../model/facts.js'
import type { FileId, Place } from '../model/ids.js'
import type { NewFile } from '../model/plan.js'
import { BlockingLeft } from './blocking-left.js'
import type { Decisions } from './decide.js'
import type { Graph } from './graph.js'
import type { FileChange } from './make-changes.js'

/** Where handlers may be marked. */
export interface GuardScope {
  /** Those of the plan: they say which packages come to depend on unblock-runtime. */
  newFiles: readonly NewFile[]
  /** Files in which the guard did not hold. */
  unguarded: ReadonlySet<FileId>
}

/**
 * Marks converted handlers in which nothing is left to block, in packages that depend on unblock-runtime: a synchronous database call in them is an
 * error at run time. What still blocks on purpose is not marked, as it would fail.
 */
export function guardHandlers(graph: Graph, decisions: Decisions, { newFiles, unguarded }: GuardScope): FileChange[] {
  const left = new BlockingLeft(graph, decisions)
  const manifests = new Set(newFiles.filter(({ kind }) => kind === 'manifest').map(({ file }) => file))
  const isGuarded = ({ function: id, file }: HandlerFact): boolean => {
    const { manifest, hasRuntime, isTest } = graph.files.get(file) ?? {}
    const dependsOnRuntime = hasRuntime === true || (manifest !== undefined && manifests.has(manifest))
    return dependsOnRuntime && isTest === false && ['convert', 'twin'].includes(decisions.verdictOf(id)) && !left.isIn(id)
  }
  const handlers = graph.facts.handlers.flatMap((handler) => (handler.guardable && !unguarded.has(handler.guardable.file) ? [{ ...handler, guardable: handler.guardable }] : []))
  const guarded = [...groupBy(handlers, ({ guardable }) => keyOf(guardable)).values()].filter((same) => same.every(isGuarded)).map(([handler]) => handler)
  return guarded.flatMap((handler) => {
    if (!handler) return []
    const { function: id, guardable: { file, span, form, name } } = handler
    return [{ file, change: { component: decisions.byFunction.get(id)?.component ?? -1, kind: 'guard-handler', handler: span, form, ...(name !== undefined && { name }) } }]
  })
}

function keyOf({ file, span }: Place): string {
  return `${file} ${String(span.start)}-${String(span.end)}`
}
