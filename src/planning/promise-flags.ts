import type { Flag } from '../model/flag.js'
import type { Decisions } from './decide.js'
import type { Graph } from './graph.js'

/** Promises that were lost before, in functions that were selected, that those run, or that the conversion changes. */
export function promiseFlags({ facts }: Graph, decisions: Decisions): Flag[] {
  const seen = facts.lostPromises.filter((lost) => decisions.reached.has(lost.in) || decisions.verdictOf(lost.in) !== 'keep')
  return seen.map(({ file, span, in: id, loss, text }) => {
    const code = loss === 'dropped' || loss === 'dropped-callback' ? 'floating-promise' : 'misused-promise'
    return { code, file, span, function: id, data: { text, loss } }
  })
}
