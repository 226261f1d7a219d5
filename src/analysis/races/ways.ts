import type { FlowGraph } from './flow-graph.js'

/** All ways through a function's flow. */
export class Ways {
  readonly #previous: readonly (readonly number[])[]

  constructor(private readonly flow: FlowGraph) {
    const previous: number[][] = flow.nodes.map(() => [])
    flow.next.forEach((targets, from) => { for (const to of targets) previous[to]?.push(from) })
    this.#previous = previous
  }

  /** The steps that lie on some way from one step to another that passes neither of `around`, nor those two again. */
  between(from: number, to: number, around: { after: ReadonlySet<number>; before: ReadonlySet<number> }): number[] {
    const forth = reach(this.flow.next, from, new Set([...around.after, from, to]))
    if (!forth.has(to)) return []
    const back = reach(this.#previous, to, new Set([...around.before, from, to]))
    return [...forth].filter((step) => step !== from && step !== to && back.has(step)).sort((a, b) => a - b)
  }

  /** Whether one step can come after another without one of these in between. */
  leads(from: number, to: number, around: ReadonlySet<number>): boolean {
    return reach(this.flow.next, from, new Set([...around, to])).has(to)
  }
}

/** What can be reached in one step or more; the search goes to the ends, and not on from there. */
function reach(edges: readonly (readonly number[])[], start: number, ends: ReadonlySet<number>): Set<number> {
  const found = new Set<number>()
  const queue = [...edges[start] ?? []]
  for (let step = queue.pop(); step !== undefined; step = queue.pop()) {
    if (found.has(step)) continue
    found.add(step)
    if (!ends.has(step)) queue.push(...edges[step] ?? [])
  }
  return found
}
