/** What is left out, and what went wrong with it. */
export interface Breaking<Item, Failure> {
  item: Item
  failure: Failure
}

/**
 * Takes away items until the rest holds together, one at a time: the one that makes the shortest failing start of the list fail,
 * found by halving. An item that fails only together with another is so the later of the two. What is given back has been tried as
 * it is; nothing at all is taken to hold. Takes about log2(n) + 1 attempts for each item that breaks, and one more.
 */
export async function leaveOutBreaking<Item, Failure>(
  items: readonly Item[], attempt: (items: readonly Item[]) => Promise<Failure | undefined>,
): Promise<{ kept: Item[]; breaking: Breaking<Item, Failure>[] }> {
  const breaking: Breaking<Item, Failure>[] = []
  let kept = [...items]
  // So many from the start are known to hold.
  let low = 0
  while (low < kept.length) {
    let failure = await attempt(kept)
    if (failure === undefined) break
    let high = kept.length
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      const failed = await attempt(kept.slice(0, middle))
      if (failed === undefined) low = middle
      else [high, failure] = [middle, failed]
    }
    const [item] = kept.slice(low, high)
    if (item !== undefined) breaking.push({ item, failure })
    kept = kept.toSpliced(low, 1)
  }
  return { kept, breaking }
}
