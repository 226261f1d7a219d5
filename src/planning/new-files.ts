import type { ClientCall } from '../model/database.js'
import type { FileId, FunctionId } from '../model/ids.js'
import type { MovedBlock, NewFile } from '../model/plan.js'
import { groupBy } from '../group-by.js'
import type { Decisions } from './decide.js'
import type { Graph } from './graph.js'

/** What a converted function needs outside of its own file. */
interface Need {
  component: number
  caller: FunctionId
}

/** The modules that are added for the database thread, and what they make a package depend on. */
export function makeNewFiles(graph: Graph, decisions: Decisions): NewFile[] {
  const uses = graph.facts.databaseUses.flatMap((use) => {
    const decision = decisions.byFunction.get(use.caller)
    return decision?.verdict === 'convert' || decision?.verdict === 'twin' ? [{ ...use, component: decision.component }] : []
  })
  const calls = uses.flatMap(({ move, component, caller }) => (move.by === 'client' ? [{ ...move, component, caller }] : []))
  const blocks = uses.flatMap(({ move, span, file, component, caller }) => (move.by === 'block' ? [{ block: { ...move, span }, file, component, caller }] : []))
  const clients = [...groupBy(calls, ({ module }) => module)].map(([module, called]) => clientFor(module, called))
  const moved = [...groupBy(blocks, ({ file }) => file)].flatMap(([file, of]) => syncModuleFor(file, of))
  const needs = [...calls, ...blocks]
  return [...clients, ...moved, ...manifestsFor(graph, needs)].sort((a, b) => (a.file < b.file ? -1 : 1))
}

/** `src/users.ts` → `src/users.async.ts` */
export function clientOf(module: FileId): FileId {
  return withSuffix(module.replace(/\.sync(?=\.[mc]?[jt]sx?$)/, ''), 'async')
}

/** `src/routes.ts` → `src/routes.sync.ts` */
export function syncModuleOf(file: FileId): FileId {
  return withSuffix(file, 'sync')
}

function withSuffix(file: string, suffix: string): FileId {
  return file.replace(/(?=\.[mc]?[jt]sx?$)/, `.${suffix}`) as FileId
}

function clientFor(module: FileId, calls: readonly (ClientCall & Need)[]): NewFile {
  const names = [...new Set(calls.map(({ path }) => path[0] ?? 'default'))].sort()
  return { kind: 'client', file: clientOf(module), of: module, names, components: componentsOf(calls) }
}

function syncModuleFor(file: FileId, moved: readonly (Need & { block: MovedBlock })[]): NewFile[] {
  const blocks = moved.map(({ block }) => block).sort((a, b) => a.span.start - b.span.start)
  const module = syncModuleOf(file)
  const components = componentsOf(moved)
  const names = blocks.map(({ name }) => name).sort()
  return [{ kind: 'sync-module', file: module, from: file, blocks, components }, { kind: 'client', file: clientOf(module), of: module, names, components }]
}

/** The converted functions' packages import unblock-runtime. */
function manifestsFor(graph: Graph, needs: readonly Need[]): NewFile[] {
  const byManifest = groupBy(needs, ({ caller }) => graph.files.get(graph.function(caller).file)?.manifest)
  return [...byManifest].flatMap(([file, of]): NewFile[] => (file === undefined ? [] : [{ kind: 'manifest', file, components: componentsOf(of) }]))
}

function componentsOf(needs: readonly Need[]): number[] {
  return [...new Set(needs.map(({ component }) => component))].sort((a, b) => a - b)
}
