/** What `after` has more of than `before`, where two items are the same if their keys are. */
export function onlyNew<T>(after: readonly T[], before: readonly T[], keyOf: (item: T) => string): T[] {
  const known = new Map<string, number>()
  for (const item of before) known.set(keyOf(item), (known.get(keyOf(item)) ?? 0) + 1)
  return after.filter((item) => {
    const left = known.get(keyOf(item)) ?? 0
    known.set(keyOf(item), left - 1)
    return left <= 0
  })
}
