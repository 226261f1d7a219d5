import type { FunctionId } from '../model/ids.js'
import { functionLabels } from './function-labels.js'
import { handlerOutcomes, type ConversionOutcome } from './handler-outcomes.js'
import { blocksNothing } from './headline.js'
import type { ConvertOutcome } from './outcome.js'
import { formatLine } from './positions.js'
import { createReading } from './reading.js'
import { groupedBy } from './table.js'

/** What became of the selected handlers. */
export interface HandlerRows {
  /** One for each function that blocked, however often it is registered. */
  rows: { function: FunctionId; outcome: ConversionOutcome; route: string; place: string; label: string }[]
  /** What is to be said of all others: `3 already async`. */
  others: string[]
}

/** Lists the selected handlers; those in which nothing blocked are only counted. */
export function handlerRows(outcome: ConvertOutcome): HandlerRows {
  const { positionOf } = createReading(outcome)
  const labelOf = functionLabels(outcome)
  const functions = groupedBy(handlerOutcomes(outcome), ({ handler }) => handler.function)
  const rows = functions.filter(([first]) => !blocksNothing(first.outcome)).map(([{ handler, outcome: result }, ...others]) => {
    const [place, label] = [formatLine(handler, positionOf), labelOf(handler.function)]
    const more = others.length > 0 ? ` (+${others.length} more)` : ''
    return { function: handler.function, outcome: result, route: `${handler.route ?? handler.kind}${more}`, place, label: label === place ? '' : label }
  })
  const count = (wanted: ConversionOutcome) => functions.filter(([first]) => first.outcome === wanted).length
  return { rows, others: describeOthers(count('nothing-blocking'), count('already-async')) }
}

function describeOthers(idle: number, async: number): string[] {
  return [...(idle > 0 ? [`${idle} in which nothing blocks`] : []), ...(async > 0 ? [`${async} already async`] : [])]
}
