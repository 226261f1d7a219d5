/** What a flag means: all of it, and its first sentence. */
export interface FlagMeaning {
  text: string
  brief: string
}

/** The page on a flag begins with its code, its severity, and what it means. */
export function meaningIn(page: string): FlagMeaning {
  const text = (page.split(/\n\n/)[1] ?? '').replace(/^\*\*\w+\.\*\* /, '').replace(/\n/g, ' ')
  return { text, brief: /^.*?\.(?= |$)/.exec(text)?.[0] ?? text }
}

/** The command that prints the page on a flag: a path into the package would mean nothing in another repository. */
export function pageCommand(code: string): string {
  return `unblock explain ${code}`
}
