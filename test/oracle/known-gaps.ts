/** What is known to go wrong, by the templates of the grammar that lead to it; programs do without them until it is mended. */
export const knownGaps: readonly { name: string; template: RegExp }[] = [
  { name: 'A written @returns does not follow.', template: /@returns/ },
  { name: 'Functions in an array are not followed to the calls of its elements, and no flag says so.', template: /\{\+?functions\}/ },
  { name: 'What a factory returns is not flagged where it goes into a Map.', template: /new Map\(\[\['k'/ },
]
