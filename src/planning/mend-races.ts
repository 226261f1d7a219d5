import { isInSpan } from '../is-in-span.js'
import type { FunctionId, Span } from '../model/ids.js'
import { placeOf } from '../place-of.js'
import type { Change, FilePlan } from '../model/plan.js'
import type { RaceRepair, StaleFact } from '../model/races.js'
import type { Decisions } from './decide.js'
import type { Graph } from './graph.js'
import { Waits } from './waits.js'

/** A repair, and the changes that it makes superfluous. */
interface Mending {
  function: FunctionId
  change: Change
  /** Calls of which nothing is left. */
  dropped?: Span
}

/** Adds to the changes of each file what closes races that they would open, wherever that keeps what the program does for one request at a time. */
export function mendRaces(graph: Graph, decisions: Decisions, files: readonly FilePlan[]): FilePlan[] {
  const stale = graph.facts.races.filter((fact) => fact.kind === 'stale').filter(({ function: id }) => ['convert', 'twin'].includes(decisions.verdictOf(id)))
  return files.map((plan) => {
    const waits = new Waits(plan)
    const mendings = stale.filter(({ file }) => file === plan.file).flatMap((fact) => {
      return mendingOf(fact, waits, decisions.byFunction.get(fact.function)?.component ?? -1)
    })
    return mendings.length === 0 ? plan : { ...plan, changes: withMendings(plan.changes, distinct(mendings)) }
  })
}

function mendingOf({ function: id, repair, between, dependence }: StaleFact, waits: Waits, component: number): Mending[] {
  const waiting = between.filter((wait) => waits.waitsAt(wait))
  if (!repair || waiting.length === 0) return []
  if (repair.by === 'recursive-mkdir') return [{ function: id, ...makeFolder(repair, component) }]
  if (dependence !== 'value') return []
  const { statement, isAlone, hoists } = repair
  const hoist = hoists.find(({ expression }) => waiting.every(({ span }) => isInSpan(span, expression)))
  return hoist ? [{ function: id, change: { component, kind: 'hoist', statement, isAlone, ...hoist } }] : []
}

function makeFolder({ call, whole }: Extract<RaceRepair, { by: 'recursive-mkdir' }>, component: number): Omit<Mending, 'function'> {
  if (!whole) return { change: { component, kind: 'make-folder', call } }
  const { statement, tested, test } = whole
  return { change: { component, kind: 'make-folder', call, whole: { statement, tested } }, dropped: test }
}

/** One statement is mended once, and no two values of one function go by the same name. */
function distinct(mendings: readonly Mending[]): Mending[] {
  const byPlace = new Map(mendings.map((mending) => [JSON.stringify(placeOf(mending.change)), mending]))
  const taken = new Set<string>()
  return [...byPlace.values()].sort((a, b) => placeOf(a.change).start - placeOf(b.change).start).map((mending) => {
    if (mending.change.kind !== 'hoist') return mending
    const { name } = mending.change
    let free = name
    for (let count = 2; taken.has(`${mending.function} ${free}`); count++) free = name + String(count)
    taken.add(`${mending.function} ${free}`)
    return { ...mending, change: { ...mending.change, name: free } }
  })
}

/** Beside the changes that it is about: in a twin's copy, in that copy. */
function withMendings(changes: readonly Change[], mendings: readonly Mending[]): Change[] {
  const outer = changes.find((change) => change.kind === 'add-twin' && mendings.some((mending) => isAbout(mending, change.changes)))
  const inner = outer?.kind === 'add-twin' ? mendings.filter((mending) => isAbout(mending, outer.changes)) : []
  if (outer?.kind === 'add-twin') {
    const rest = changes.map((change): Change => (change === outer ? { ...outer, changes: withMendings(outer.changes, inner) } : change))
    const others = mendings.filter((mending) => !inner.includes(mending))
    return others.length === 0 ? rest : withMendings(rest, others)
  }
  const dropped = mendings.flatMap((mending) => mending.dropped ?? [])
  return [...changes.filter((change) => !isOf(change, dropped)), ...mendings.map(({ change }) => change)]
}

function isAbout({ change }: Mending, changes: readonly Change[]): boolean {
  const around = change.kind === 'hoist' ? change.expression : change.kind === 'make-folder' ? change.call : undefined
  return around !== undefined && changes.some((other) => other.kind === 'await-call' && isInSpan(other.call, around))
}

function isOf(change: Change, calls: readonly Span[]): boolean {
  if (change.kind !== 'swap-api' && change.kind !== 'await-call') return false
  return calls.some(({ start, end }) => change.call.start === start && change.call.end === end)
}
