import { describeHolder } from '../flags/index.js'
import type { FunctionId, Place } from '../model/ids.js'
import type { Decision, Reason } from '../model/plan.js'
import { buildCallGraph, reach } from './call-graph.js'
import { describeFlags } from './described-flags.js'
import type { ConvertOutcome } from './outcome.js'
import { formatLine } from './positions.js'
import { createReading } from './reading.js'

type Decisions = ReadonlyMap<FunctionId, Decision>

const verdicts: Record<Decision['verdict'], string> = {
  convert: 'becomes async because:',
  twin: 'stays, and gets an async twin beside it, because:',
  keep: 'stays as it is:',
  blocked: 'should become async and cannot:',
}

/** What a chain of reasons leads to, and the reasons that it goes along. */
interface Goal {
  reasons: Reason['kind'][]
  along: Reason['kind'][]
}

const theSelection: Goal = { reasons: ['selected'], along: ['called-by', 'family'] }
const theBlockingCall: Goal = { reasons: ['calls-api', 'works-on-database'], along: ['calls', 'family'] }

/** Says why a function becomes async, or why not, back to what was selected and down to what blocks. */
export function explain(outcome: ConvertOutcome, id: FunctionId): string {
  const decisions: Decisions = new Map(outcome.plan.decisions.map((decision) => [decision.function, decision]))
  const positions = createReading(outcome).positionOf
  const where = (place: Place) => formatLine(place, positions)
  const decision = decisions.get(id)
  if (!decision || decision.verdict === 'keep') {
    const reasons = decision?.because.map((reason) => formatReason(reason, where)) ?? []
    return formatSteps(`${id} ${verdicts.keep}`, [...reasons, ...whyKept(outcome, id)])
  }
  const chain = new Set([id, ...pathTo(theSelection, id, decisions), ...pathTo(theBlockingCall, id, decisions)])
  return [...chain].flatMap((step) => decisions.get(step) ?? [])
    .map(({ function: name, verdict, because }) => {
      const flags = outcome.flags.filter((flag) => flag.function === name && name === id)
      const messages = describeFlags({ ...outcome, flags }).map(({ message }) => message)
      return formatSteps(`${name} ${verdicts[verdict]}`, [...because.map((reason) => formatReason(reason, where)), ...messages])
    })
    .join('')
}

function formatReason(reason: Reason, where: (place: Place) => string): string {
  switch (reason.kind) {
    case 'selected':
      return `it was selected by '${reason.by}'`
    case 'calls-api':
      return `it calls ${reason.rule} at ${where(reason.at)}`
    case 'works-on-database':
      return `it works on a database at ${where(reason.at)}`
    case 'calls':
      return `it calls ${reason.function} at ${where(reason.at)}`
    case 'called-by':
      return `${reason.function} calls it at ${where(reason.at)}`
    case 'family':
      return `it overrides, implements or is overridden by ${reason.function}`
    case 'shares-object':
      return `it works through an object that moves to the database thread with ${reason.function}`
    case 'stays-sync-for':
      return `it stays sync for ${reason.function} at ${where(reason.at)}: ${describeHolder(reason.why)}`
    case 'rolled-back':
      return `its change was left out after the check at ${where(reason.at)}: ${reason.message}`
  }
}

function whyKept({ facts, plan }: ConvertOutcome, id: FunctionId): string[] {
  const graph = buildCallGraph(facts)
  const blocks = [...reach(graph, [id]).keys()].some((step) => graph.uses.has(step))
  if (!blocks) return ['no blocking call was found in its reach']
  const isDecided = plan.decisions.some((decision) => decision.function === id)
  return isDecided ? [] : [`it blocks, but nothing that was selected asks for it (selected: ${plan.selection.join(', ')})`]
}

/** The shortest way from a function to the goal; empty where there is none. */
function pathTo(goal: Goal, from: FunctionId, decisions: Decisions): FunctionId[] {
  const paths = new Map([[from, [from]]])
  for (const [id, path] of paths) {
    const because = decisions.get(id)?.because ?? []
    if (because.some(({ kind }) => goal.reasons.includes(kind))) return path
    for (const reason of because) {
      if (!goal.along.includes(reason.kind) || !('function' in reason) || paths.has(reason.function)) continue
      paths.set(reason.function, [...path, reason.function])
    }
  }
  return []
}

function formatSteps(head: string, steps: string[]): string {
  return [head, ...steps.map((step) => `  ${step}`), ''].join('\n')
}
