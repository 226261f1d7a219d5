import type { Place } from '../model/ids.js'
import { byPlace } from '../by-place.js'
import type { ConvertOutcome } from './outcome.js'
import { formatLine, type Positions } from './positions.js'
import { createReading } from './reading.js'
import { readsLeft } from './reads.js'

/** What stays as it is on purpose, for one reason. */
export interface LeftAlone {
  why: string
  places: { place: string; note?: string }[]
}

/** Lists what stays on purpose, which is no unfinished work: groups without a place are left out. */
export function leftAlone(outcome: ConvertOutcome): LeftAlone[] {
  const { positionOf } = createReading(outcome)
  const list = (why: string, places: readonly Place[]): LeftAlone => {
    const lines = places.toSorted(byPlace).map((place) => formatLine(place, positionOf))
    return { why, places: [...new Set(lines)].map((place) => ({ place })) }
  }
  return [
    list('start-up code blocks nobody', outcome.plan.leftAloneAtStartup),
    { why: 'a comment says so (unblock-ignore)', places: ignored(outcome, positionOf) },
    list('nobody selected these callers, so that they keep the sync functions (--callers twin)', holders(outcome, 'outside-selection')),
    list('tests are not to change, so that they keep the sync functions (--no-tests)', holders(outcome, 'left-alone')),
    readsLeft(outcome),
  ].filter(({ places }) => places.length > 0)
}

function ignored(outcome: ConvertOutcome, positionOf: Positions): LeftAlone['places'] {
  return outcome.ignored.toSorted(byPlace).map((flag) => ({ place: formatLine(flag, positionOf), note: `${flag.code}: ${flag.reason}` }))
}

/** The code for which a function stays sync because it was not to be changed. */
function holders({ plan }: ConvertOutcome, wanted: string): Place[] {
  return plan.decisions.flatMap(({ because }) =>
    because.flatMap((reason) => (reason.kind === 'stays-sync-for' && reason.why === wanted ? [reason.at] : [])))
}
