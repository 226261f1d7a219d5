import type { SyntaxTree } from './syntax-tree.js'

/** The names that a file uses, and new ones that it does not. */
export class Names {
  private readonly taken: Set<string>

  constructor(tree: SyntaxTree, reserved: string[]) {
    const identifiers = [...tree.program.descendants()].filter((node) => node.is('Identifier', 'JSXIdentifier'))
    this.taken = new Set([...reserved, ...identifiers.map((node) => node.string('name'))])
  }

  /** Whether nothing in the file goes by this name. */
  isFree(name: string): boolean {
    return !this.taken.has(name)
  }

  /** Takes the first that is free of `name`, `nameAsync`, `nameAsync2`, … */
  take(name: string): string {
    const base = `${name.replace(/Async$/, '')}Async`
    let free = name
    for (let count = 1; this.taken.has(free); count++) free = count === 1 ? base : base + String(count)
    this.taken.add(free)
    return free
  }
}
