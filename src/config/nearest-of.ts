import { closest, distance } from 'fastest-levenshtein'

/** A hint at the known word that a person may have meant, and at the others where they are few. */
export function nearestOf(word: string, known: readonly string[]): string {
  if (known.length === 0) return ''
  const nearest = closest(word, [...known])
  const isLike = distance(word.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, nearest.length / 3)
  const rest = known.length > 12 && isLike ? '' : ` Known: ${known.slice(0, 20).join(', ')}${known.length > 20 ? ', …' : ''}.`
  return isLike ? `Did you mean \`${nearest}\`?${rest}` : rest.trim()
}
