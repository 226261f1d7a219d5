import type { Change } from '../model/plan.js'
import { donePlans, withNested } from './done-changes.js'
import type { ConvertOutcome } from './outcome.js'

/** How much was done, and how much was left alone on purpose. */
export interface Counts {
  functionsMadeAsync: number
  awaitsInserted: number
  apisSwapped: number
  dbBlocksWrapped: number
  twinsAdded: number
  leftAloneAtStartup: number
}

/** Counts the changes of the files whose new text holds; what happens inside a twin counts, too. */
export function countChanges(outcome: ConvertOutcome): Counts {
  const changes = donePlans(outcome).flatMap((plan) => plan.changes)
  const all = changes.flatMap(withNested)
  const count = (...kinds: Change['kind'][]) => all.filter(({ kind }) => kinds.includes(kind)).length
  return {
    // A twin is counted as a twin, and a signature is no function of its own.
    functionsMadeAsync: changes.filter((change) => change.kind === 'make-async' && change.form !== 'signature').length,
    awaitsInserted: all.filter((change) => change.kind === 'await-call' || change.kind === 'await-callbacks').filter(({ isReturned }) => !isReturned).length
      + count('iterate-async', 'await-outcome'),
    apisSwapped: count('swap-api'),
    dbBlocksWrapped: count('move-block', 'use-client'),
    twinsAdded: count('add-twin'),
    leftAloneAtStartup: outcome.plan.leftAloneAtStartup.length,
  }
}
