import type { Span } from '../model/ids.js'

/** What was found in an old text, once more for each copy that the new one has of the code around it. */
export function withCopies<T>(found: readonly T[], startOf: (item: T) => number | undefined, copied: readonly Span[] = []): T[] {
  return found.flatMap((item) => {
    const start = startOf(item)
    return [item, ...copied.filter((span) => start !== undefined && span.start <= start && start < span.end).map(() => item)]
  })
}
