/** What is known to go wrong and is left out of the programs until it is mended: rows of the grammar, by their text. */
export const knownGaps: readonly { pattern: RegExp; why: string }[] = []
