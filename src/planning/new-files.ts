import type { ErrorClass } from '../model/database.js'
import type { FileId, FunctionId } from '../model/ids.js'
import type { BuiltObject, FilePlan, MovedBlock, NewFile } from '../model/plan.js'
import { groupBy } from '../group-by.js'
import { clientOf, syncModuleOf } from './client-names.js'
import type { Decisions } from './decide.js'
import type { Graph } from './graph.js'
import { builtObjects } from './thread-objects.js'

/** What a converted function needs outside of its own file. */
interface Need {
  component: number
  caller: FunctionId
}

/** The modules that are added for wrapped handlers and for the database thread, and what they make a package depend on. */
export function makeNewFiles(graph: Graph, decisions: Decisions, files: readonly FilePlan[]): NewFile[] {
  const uses = graph.facts.databaseUses.flatMap((use) => {
    const decision = decisions.byFunction.get(use.caller)
    return decision?.verdict === 'convert' || decision?.verdict === 'twin' ? [{ ...use, component: decision.component }] : []
  })
  const objects = builtObjects(graph, decisions).flatMap(({ object, uses: through }) => through.map(({ component, caller }) => ({ object, component, caller })))
  const called = uses.flatMap(({ move, component, caller }) => (move.by === 'client' ? [{ module: move.module, name: move.path[0] ?? 'default', component, caller }] : []))
  const named = objects.filter(({ object }) => !object.needs).map(({ object, ...need }) => ({ module: object.file, name: object.name, ...need }))
  const moved: Moved[] = [
    ...uses.flatMap(({ move, span, file, component, caller }) => (move.by === 'block' ? [{ file, block: { ...move, span }, component, caller }] : [])),
    ...objects.flatMap(({ object: { file, name, needs }, ...need }) => (needs ? [{ file, object: { name, needs }, ...need }] : [])),
  ]
  const clients = [...groupBy([...called, ...named], ({ module }) => module)].map(([module, of]) => clientFor(module, of, errorsOf(module, graph)))
  const modules = [...groupBy(moved, ({ file }) => file)].flatMap(([file, of]) => syncModuleFor(graph.clientOfMoved(file), of, { file, errors: errorsOf(file, graph, false) }))
  return [...wrapperModules(files), ...clients, ...modules, ...manifestsFor(graph, [...called, ...named, ...moved])].sort((a, b) => (a.file < b.file ? -1 : 1))
}

/** The modules of what handlers are wrapped in, each written like the first file that imports it. */
function wrapperModules(files: readonly FilePlan[]): NewFile[] {
  const uses = files.flatMap(({ file: like, changes }) => changes.flatMap((change) => {
    return change.kind === 'wrap-handler' ? change.wrappers.map(({ name, file }) => ({ wrapper: name, file, like, component: change.component })) : []
  }))
  return [...groupBy(uses, ({ file }) => file)].flatMap(([file, of]): NewFile[] => {
    const [first] = of.toSorted((a, b) => (a.like < b.like ? -1 : 1))
    return first ? [{ kind: 'wrapper-module', file, wrapper: first.wrapper, like: first.like, components: [...new Set(of.map(({ component }) => component))].sort((a, b) => a - b) }] : []
  })
}

/** What goes to the sync module of a file. */
type Moved = Need & { file: FileId; block?: MovedBlock; object?: BuiltObject }

/** The classes that errors are told apart by; what code throws itself never moves. */
function errorsOf(module: FileId, { facts }: Graph, itself = true): ErrorClass[] {
  const known = facts.threadErrors.filter((fact) => fact.module === module && (itself || !fact.byItself)).map(({ errorClass }) => errorClass)
  return [...new Map(known.map((each) => [`${each.name} ${each.file}`, each])).values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function clientFor(module: FileId, calls: readonly (Need & { name: string })[], errors: ErrorClass[]): NewFile {
  const names = [...new Set(calls.map(({ name }) => name))].sort()
  return { kind: 'client', file: clientOf(module), of: module, names, errors, components: componentsOf(calls) }
}

function syncModuleFor(client: FileId, moved: readonly Moved[], { file, errors }: { file: FileId; errors: ErrorClass[] }): NewFile[] {
  const blocks = moved.flatMap(({ block }) => block ?? []).sort((a, b) => a.span.start - b.span.start)
  const objects = [...new Map(moved.flatMap(({ object }) => (object ? [[object.name, object] as const] : []))).values()]
  const module = syncModuleOf(file)
  const components = componentsOf(moved)
  const names = [...blocks, ...objects].map(({ name }) => name).sort()
  return [{ kind: 'sync-module', file: module, from: file, blocks, objects, components }, { kind: 'client', file: client, of: module, names, errors, components }]
}

/** The converted functions' packages import unblock-runtime. */
function manifestsFor(graph: Graph, needs: readonly Need[]): NewFile[] {
  const byManifest = groupBy(needs, ({ caller }) => graph.files.get(graph.function(caller).file)?.manifest)
  return [...byManifest].flatMap(([file, of]): NewFile[] => (file === undefined ? [] : [{ kind: 'manifest', file, components: componentsOf(of) }]))
}

function componentsOf(needs: readonly Need[]): number[] {
  return [...new Set(needs.map(({ component }) => component))].sort((a, b) => a - b)
}
