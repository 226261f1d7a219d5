import { distance } from 'fastest-levenshtein'
import { UsageError } from './usage-error.js'

/** An error for words that name nothing, with the nearest of what they could have named. */
export function nothingMatches(words: string, candidates: readonly string[]): UsageError {
  const nearest = [...new Set(candidates)].sort().sort((a, b) => distance(words, a) - distance(words, b)).slice(0, 3)
  const hint = nearest.length === 0 ? 'Run `unblock scan` to see what there is.' : `Nearest: ${nearest.join(', ')}.`
  return new UsageError(`Nothing matches '${words}'. ${hint}`)
}
