import { groupBy } from '../group-by.js'
import type { EffectFact, EffectKind, ParallelGroup, ParallelMember } from '../model/effects.js'
import { fill } from './fill.js'

/** Why things that run at the same time want a look. */
export type ParallelReason =
  /** Two or more have effects. */
  | 'effects'
  /** One has, once for each item of a list. */
  | 'items'
  /** One changes what another reads. */
  | 'dependence'

/** What a parallel-side-effects flag says, in pieces of sentences. */
export interface ParallelWords {
  reason: ParallelReason
  by: string
  effects: string
  modes: string
  order: string
  unknown: string
}

/** What was changed, and the same where it is only looked at. */
const doing: Record<EffectKind, [string, string]> = {
  'file': ['writes files', 'reads files'],
  'database': ['writes to a database', 'reads from a database'],
  'network': ['changes something over the network', 'asks over the network'],
  'process': ['runs another program', 'asks another program'],
  'mail': ['sends a message', 'asks for messages'],
  'queue': ['leaves work in a queue', 'looks at a queue'],
  'shared-state': ['changes shared state', 'reads shared state'],
  'timer': ['starts a timer', 'starts a timer'],
  'exit': ['ends the process', 'ends the process'],
  'log': ['writes a log', 'reads a log'],
}

/** What can be undone, or does no harm twice, comes first; what nobody can call back comes last. */
const ranks: Record<EffectKind, number> = {
  'log': 0, 'timer': 0, 'shared-state': 0, 'file': 1, 'database': 1, 'process': 2, 'queue': 3, 'network': 4, 'mail': 5, 'exit': 6,
}

/** More members than these are counted. */
const named = 4

/** Puts into words what a group's effects are, what may be done when not all are, and which order leaves one way to fail. */
export function parallelWords({ form, by, members }: ParallelGroup, affecting: readonly ParallelMember[], reason: ParallelReason): ParallelWords {
  return {
    reason,
    by: form === 'started' ? `\`${by}\` is awaited later` : `\`${by.replace(/\s/g, '')}\``,
    effects: listed(affecting.map(effectsOf)),
    modes: modesOf(affecting.length),
    order: orderOf(affecting, members.some(({ effects }) => effects.some(({ access }) => access === 'read'))),
    unknown: unknownIn(members),
  }
}

function effectsOf({ text, effects }: ParallelMember): string {
  const said = [...groupBy(effects, ({ kind, access }) => doing[kind][access === 'read' ? 1 : 0])]
  return `\`${text}\` ${said.map(([words, same]) => words + calledIn(same, text)).join(' and ')}`
}

/** The calls that have an effect, where they are not what is written there. */
function calledIn(effects: readonly EffectFact[], text: string): string {
  const calls = [...new Set(effects.map(({ by }) => by))].filter((call) => !text.startsWith(`${call}(`))
  return calls.length === 0 ? '' : ` (${calls.slice(0, 3).map((call) => `\`${call}\``).join(', ')}${calls.length > 3 ? ', …' : ''})`
}

/** Which may be done when one fails, or the process ends: every choice but that of all. */
function modesOf(count: number): string {
  if (count === 2) return 'the first may be done without the second, the second without the first, or neither'
  if (count === 3) return 'any of 7 combinations may be done: none, 1, 2, 3, 1+2, 1+3 or 2+3'
  return `any of ${String(2 ** count - 1)} incomplete combinations may be done`
}

function orderOf(affecting: readonly ParallelMember[], isReading: boolean): string {
  const sorted = affecting.map((member, index) => ({ member, index, rank: rankOf(member) })).sort((a, b) => a.rank - b.rank || a.index - b.index)
  const names = sorted.map(({ member }) => `\`${member.text}\``)
  const [first, second] = names
  const left = names.length === 2 ? `${first ?? ''} is done and ${second ?? ''} is not` : 'those at the beginning are done and the rest is not'
  return `${isReading ? 'first what is read, then ' : ''}${listed(names, ', then ')}. Then one way to fail is left: ${left}`
}

/** The last thing that a member does decides. */
function rankOf({ effects }: ParallelMember): number {
  return effects.every(({ isRepeatable }) => isRepeatable) ? 0 : Math.max(...effects.map(({ kind }) => ranks[kind]))
}

function listed(parts: readonly string[], between = '; '): string {
  const rest = parts.length - named
  return rest > 0 ? `${parts.slice(0, named).join(between)}${between}${String(rest)} more` : parts.join(between)
}

function unknownIn(members: readonly ParallelMember[]): string {
  const unknown = [...new Set(members.flatMap(({ unknowns }) => unknowns.map(({ by }) => by)))]
  if (unknown.length === 0) return ''
  return ` What ${unknown.slice(0, 3).map((by) => `\`${by}\``).join(', ')}${unknown.length > 3 ? ` and ${String(unknown.length - 3)} more calls do` : unknown.length > 1 ? ' do' : ' does'} is not known.`
}

const texts: Record<ParallelReason, { why: string; help: string }> = {
  'effects': {
    why: 'At the same time ({by}): {effects}. If one fails or the process ends meanwhile, {modes}.{unknown}',
    help: 'Await one after the other: {order}.',
  },
  'items': {
    why: 'For all items at the same time ({by}): {effects}. If one fails or the process ends meanwhile, any part of them may be done, and nobody knows which.{unknown}',
    help: 'Await one item after the other in a `for…of` loop: then those before the failure are done, and the rest is not begun. Or make it harmless to do an item twice.',
  },
  'dependence': {
    why: 'At the same time ({by}): {effects}. One changes what the other reads, and which comes first is left open.{unknown}',
    help: 'Await them one after the other, in the order that is meant.',
  },
}

/** The sentences of a parallel-side-effects flag. */
export function describeParallel(data: Record<string, string>): { why: string; help: string } {
  const { why, help } = Object.entries(texts).find(([reason]) => reason === data.reason)?.[1] ?? texts.effects
  return { why: fill(why, data), help: fill(help, data) }
}
