import type { Flag } from '../model/flag.js'
import type { FilePlan } from '../model/plan.js'
import type { RaceFact, StaleFact, StateKind } from '../model/races.js'
import { groupBy } from '../group-by.js'
import type { Decisions } from './decide.js'
import type { Graph } from './graph.js'
import { runOnlyAtStartup } from './startup.js'
import { Waits } from './waits.js'

/** What was safe, or was thought so, as long as nothing waited in the middle: in functions that this plan changes or that were selected. */
export function raceFlags(graph: Graph, decisions: Decisions, files: readonly FilePlan[]): Flag[] {
  const waits = new Map(files.map((plan) => [plan.file, new Waits(plan)]))
  const none = new Waits({ changes: [] })
  const once = runOnlyAtStartup(graph)
  const facts = graph.facts.races.filter((fact) => decisions.byFunction.has(fact.function) && !once.has(fact.function))
  const flags = facts.flatMap((fact) => flagFor(fact, waits.get(fact.file) ?? none))
  // One word on each state is enough: who mends the first place looks at the others.
  return [...groupBy(flags, ({ code, function: id, data }) => `${id ?? ''} ${code === 'check-then-act' || code === 'race-across-await' ? data.state ?? '' : JSON.stringify(data)}`).values()]
    .flatMap((same) => same.toSorted(byPlace).slice(0, 1))
}

function flagFor(fact: RaceFact, waits: Waits): Flag[] {
  const { file, span, function: id, name } = fact
  const place = { file, span, function: id }
  switch (fact.kind) {
    case 'stale': return staleFlag(fact, waits)
    case 'waiting-loop': return fact.between.some((wait) => waits.waitsAt(wait)) ? [] : [{ code: 'busy-wait', ...place, data: { state: name } }]
    case 'open-transaction': return [{ code: 'await-in-transaction', ...place, data: { wait: name } }]
  }
}

function staleFlag(fact: StaleFact, waits: Waits): Flag[] {
  const { file, span, function: id, dependence, state, name, read, write } = fact
  const waiting = fact.between.filter((each) => waits.waitsAt(each) && !waits.isOneStep([read, each, write]))
  // The read's own wait says the least.
  const wait = waiting.find((each) => each.span.start !== read.span.start) ?? waiting[0]
  if (!wait || waits.isMended(fact)) return []
  const data = { state: wordsFor(state, name), read: read.text, write: write.text, wait: wait.text }
  const place = { file, span, function: id }
  return dependence === 'value' ? [{ code: 'race-across-await', ...place, data }] : [{ code: 'check-then-act', ...place, data: { ...data, reason: state } }]
}

function wordsFor(kind: StateKind, name: string): string {
  return { variable: name, file: `the file \`${name}\``, database: 'the database' }[kind]
}

function byPlace(a: Flag, b: Flag): number {
  return a.span.start - b.span.start
}
