/** What is known to go wrong, by the templates of the grammar that lead to it; programs do without them until it is mended. */
export const knownGaps: readonly { name: string; template: RegExp }[] = [
  { name: 'Callbacks of Array.from, and of what Object.keys gives, are not looked at.', template: /Array\.from\(\{list\}, |Object\.keys/ },
  { name: 'A written @returns does not follow.', template: /@returns/ },
]
