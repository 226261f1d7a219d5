/** What is known to go wrong, by the templates of the grammar that lead to it; programs do without them until it is mended. */
export const knownGaps: readonly { name: string; template: RegExp }[] = []
