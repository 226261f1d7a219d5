import type { DatabaseUseFact, ObjectId, ThreadObjectFact } from '../model/database.js'
import type { Facts } from '../model/facts.js'
import type { FileId, Span } from '../model/ids.js'
import type { Change } from '../model/plan.js'
import type { Decisions } from './decide.js'
import type { Graph } from './graph.js'
import { clientOf } from './client-names.js'

/** An object that the thread builds, and the converted code that asks for it. */
export interface BuiltThreadObject {
  object: ThreadObjectFact
  uses: readonly (DatabaseUseFact & { component: number })[]
}

/** The objects that converted code works through: all work through them is converted. */
export function builtObjects(graph: Graph, decisions: Decisions): BuiltThreadObject[] {
  return graph.facts.threadObjects.flatMap((object) => {
    const uses = graph.usesThrough(object.id).flatMap((use) => {
      const decision = decisions.byFunction.get(use.caller)
      return decision?.verdict === 'convert' ? [{ ...use, component: decision.component }] : []
    })
    return uses.length > 0 ? [{ object, uses }] : []
  })
}

/** Objects through which some code would work in the thread and other code cannot; each with the use that speaks against it. */
export function dividedObjects(graph: Graph, decisions: Decisions): Map<ObjectId, DatabaseUseFact> {
  return new Map(graph.facts.threadObjects.flatMap(({ id }) => {
    const uses = graph.usesThrough(id)
    const isMoved = ({ caller, move }: DatabaseUseFact): boolean => move.by !== 'nothing' && decisions.verdictOf(caller) === 'convert'
    const isAsked = uses.some((use) => isMoved(use) || decisions.verdictOf(use.caller) === 'twin' || decisions.reached.has(use.caller))
    const against = uses.find(({ move }) => move.by === 'nothing') ?? uses.find((use) => !isMoved(use))
    return isAsked && against ? [[id, against]] : []
  }))
}

/** The facts, with these objects left where they are. */
export function withoutObjects(facts: Facts, divided: ReadonlyMap<ObjectId, DatabaseUseFact>): Facts {
  const databaseUses = facts.databaseUses.map((use): DatabaseUseFact => {
    const { objects = [], ...alone } = use
    const left = objects.filter((id) => divided.has(id))
    const [id = ''] = left
    const against = divided.get(id)
    if (!against) return use
    if (!isThroughClient(use)) return alone
    const what = facts.threadObjects.find((object) => object.id === id)?.name ?? id
    return { ...alone, move: { by: 'nothing', reason: 'object-shared', at: { file: against.file, span: against.span }, what } }
  })
  return { ...facts, databaseUses, threadObjects: facts.threadObjects.filter(({ id }) => !divided.has(id)) }
}

function statementOf({ name, needs = [] }: ThreadObjectFact): Span {
  const own = needs.find((need) => need.kind === 'statement' && need.names.includes(name))
  if (own?.kind !== 'statement') throw new Error(`Nothing builds ${name}`)
  return own.statement
}

/** A block that builds on the object itself needs no client of it. */
function isThroughClient({ move }: DatabaseUseFact): boolean {
  return move.by === 'object' || (move.by === 'block' && move.parameters.some(({ isObject }) => isObject))
}

/** What happens to the files that build and hold such an object. */
export function objectChanges(graph: Graph, decisions: Decisions): { file: FileId; change: Change }[] {
  return builtObjects(graph, decisions).flatMap(({ object, uses }) => {
    const component = uses[0]?.component ?? -1
    const { file, name, needs, references, types } = object
    const client = needs ? graph.clientOfMoved(file) : clientOf(file)
    const built: Change[] = needs ? [{ component, kind: 'build-in-thread', statement: statementOf(object), name, needs, client }] : []
    return [
      ...built.map((change) => ({ file, change })),
      ...references.map((reference): { file: FileId; change: Change } => ({ file: reference.file, change: { component, kind: 'use-client', root: reference.span, client, name } })),
      ...types.map((type): { file: FileId; change: Change } => ({ file: type.file, change: { component, kind: 'client-type', type: type.span, ...(type.orSync && { orSync: true }) } })),
    ]
  })
}
