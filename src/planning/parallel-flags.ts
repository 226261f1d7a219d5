import { parallelWords, type ParallelReason } from '../flags/parallel-texts.js'
import type { EffectFact, EffectKind, ParallelGroup, ParallelMember } from '../model/effects.js'
import type { Flag } from '../model/flag.js'
import type { Decisions } from './decide.js'
import type { Graph } from './graph.js'

/** What is still there when the process has died, so that half of it is a failure; shared state is not. */
const lasting: ReadonlySet<EffectKind> = new Set(['file', 'database', 'network', 'process', 'mail', 'queue'])

/** Effects at the same time, in functions that were selected, that those run, or that the conversion changes. */
export function parallelFlags({ facts }: Graph, decisions: Decisions): Flag[] {
  return facts.parallelGroups.flatMap((group) => {
    const runner = group.functions.find((id) => decisions.reached.has(id) || decisions.verdictOf(id) !== 'keep')
    const found = harmIn(group)
    if (runner === undefined || !found) return []
    const words = parallelWords(group, found.members, found.reason)
    return [{ code: 'parallel-side-effects', file: group.file, span: group.span, function: runner, data: { ...words } }]
  })
}

interface Harm {
  reason: ParallelReason
  members: ParallelMember[]
}

function harmIn({ members }: ParallelGroup): Harm | undefined {
  const affecting = members.map((member) => ({ ...member, effects: member.effects.filter(isLasting) })).filter(({ effects }) => effects.length > 0)
  const repeated = affecting.filter(({ isRepeated, isHandledPerItem, effects }) => isRepeated && !isHandledPerItem && effects.some(isHarmfulPerItem))
  if (affecting.length > 1 && affecting.some(({ effects }) => effects.some(({ isRepeatable }) => !isRepeatable))) return { reason: 'effects', members: affecting }
  if (repeated.length > 0) return { reason: 'items', members: repeated }
  const [writer] = affecting
  const readers = writer ? members.filter(({ span }) => span !== writer.span).map((member) => reading(member, writer)).filter(({ effects }) => effects.length > 0) : []
  return writer && readers.length > 0 ? { reason: 'dependence', members: [writer, ...readers] } : undefined
}

function isLasting({ kind, access }: EffectFact): boolean {
  return access === 'write' && lasting.has(kind)
}

/** Each item has a file of its own, which may as well be written twice. */
function isHarmfulPerItem({ isRepeatable, overwrites, resource }: EffectFact): boolean {
  return !isRepeatable && !(overwrites && resource === undefined)
}

/** What a member reads of that which another one changes. */
function reading(member: ParallelMember, writer: ParallelMember): ParallelMember {
  return { ...member, effects: member.effects.filter((effect) => writer.effects.some((written) => reads(effect, written))) }
}

function reads(effect: EffectFact, written: EffectFact): boolean {
  return effect.access === 'read' && effect.kind === written.kind && effect.resource !== undefined && effect.resource === written.resource
}
