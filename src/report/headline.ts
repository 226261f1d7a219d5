import { countChanges } from './counts.js'
import { conversionOutcomes, selectedFunctions, type ConversionOutcome } from './handler-outcomes.js'
import { selectedProblems } from './is-complete.js'
import type { ConvertOutcome } from './outcome.js'
import { plural } from './table.js'

/** What was done in one line: its first words, and the rest of it. */
export interface Headline {
  title: string
  rest: string
}

/** Sums up what was done, or would be. */
export function headline(outcome: ConvertOutcome, isDryRun: boolean): Headline {
  const files = outcome.results.filter(({ status }) => status === 'changed' || status === 'created').length
  if (files === 0) return { title: isDryRun ? 'No file would change' : 'No file was changed', rest: whyNothing(outcome) }
  const counts = countChanges(outcome)
  return {
    title: `${plural(files, 'file')} ${isDryRun ? 'would change' : 'changed'}`,
    rest: ': ' + [
      `${plural(counts.functionsMadeAsync, 'function')} made async`,
      `${plural(counts.awaitsInserted, 'await')} inserted`,
      `${plural(counts.apisSwapped, 'blocking call')} replaced`,
      ...(counts.dbBlocksWrapped > 0 ? [`${plural(counts.dbBlocksWrapped, 'database block')} moved to the thread`] : []),
      ...(counts.twinsAdded > 0 ? [`${plural(counts.twinsAdded, 'async twin')} added`] : []),
    ].join(', '),
  }
}

/** Whether a function was asked for and there was nothing to do in it. */
export function blocksNothing(result: ConversionOutcome): boolean {
  return result === 'nothing-blocking' || result === 'already-async'
}

function whyNothing(outcome: ConvertOutcome): string {
  const outcomeOf = conversionOutcomes(outcome)
  const isIdle = selectedProblems(outcome).length === 0 && selectedFunctions(outcome).every((id) => blocksNothing(outcomeOf(id)))
  return isIdle ? ': nothing blocks in what was selected.' : '.'
}
