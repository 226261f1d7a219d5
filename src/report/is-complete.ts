import { flagTexts } from '../flags/index.js'
import { conversionOutcomes, selectedFunctions } from './handler-outcomes.js'
import type { ConvertOutcome } from './outcome.js'

/** All that was selected is converted, every check held, and nothing is left for a person to unblock. */
export function isComplete(outcome: ConvertOutcome): boolean {
  const outcomeOf = conversionOutcomes(outcome)
  return !outcome.flags.some(({ code }) => flagTexts[code].severity === 'blocks')
    && !outcome.results.some(({ status }) => status === 'failed' || status === 'stale')
    && !selectedFunctions(outcome).map(outcomeOf).some((result) => result === 'partly' || result === 'blocked')
}
