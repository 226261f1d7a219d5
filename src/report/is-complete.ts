import { flagTexts } from '../flags/index.js'
import type { Decision } from '../model/plan.js'
import { conversionOutcomes } from './handler-outcomes.js'
import type { ConvertOutcome } from './outcome.js'

/** All that was selected is converted, every check held, and nothing is left for a person to unblock. */
export function isComplete(outcome: ConvertOutcome): boolean {
  const outcomeOf = conversionOutcomes(outcome)
  return !outcome.flags.some(({ code }) => flagTexts[code].severity === 'blocks')
    && !outcome.results.some(({ status }) => status === 'failed' || status === 'stale')
    && !outcome.plan.decisions.filter(isWanted).some(({ function: id }) => ['partly', 'blocked'].includes(outcomeOf(id)))
}

/** A function that is selected along with its file and stays for start-up code is left alone on purpose. */
function isWanted({ verdict, because }: Decision): boolean {
  const kinds = new Set(because.map(({ kind }) => kind))
  return kinds.has('selected') && !(verdict === 'keep' && kinds.has('stays-sync-for'))
}
