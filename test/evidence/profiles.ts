import { pathToFileURL } from 'node:url'

/** A call in a profile that is written by hand: `['load', 'src/app.js', 2, 14]`, or only a name for native code. */
export type Call = [name: string, file?: string, line?: number, column?: number] | [name: string, file: string]

/** A stack, the outermost call first, how many milliseconds it took, and the lines that ran in its innermost function. */
export interface Sample {
  stack: Call[]
  ms: number
  lines?: number[]
}

/** A CPU profile as V8 writes it: lines and columns count from 0 there, and from 1 and 0 here. */
export function profileOf(root: string, samples: readonly Sample[]): string {
  const nodes: { id: number; callFrame: object; children: number[]; positionTicks?: object[] }[] = []
  const add = (name: string, url: string, at: { line?: number | undefined; column?: number | undefined }) => {
    const node = { id: nodes.length + 1, callFrame: { functionName: name, scriptId: '0', url, lineNumber: (at.line ?? 0) - 1, columnNumber: at.column ?? -1 }, children: [] }
    nodes.push(node)
    return node
  }
  const top = add('(root)', '', {})
  const leaves = samples.map(({ stack, lines }) => {
    let leaf: (typeof nodes)[number] = top
    for (const [name, file, line, column] of stack) {
      const url = file === undefined ? '' : file.startsWith('node:') || file.startsWith('file:') ? file : pathToFileURL(`${root}/${file}`).href
      const node = add(name, url, { line, column })
      leaf.children.push(node.id)
      leaf = node
    }
    if (lines) leaf.positionTicks = lines.map((line) => ({ line, ticks: 1 }))
    return leaf.id
  })
  // A sample stands for the time until the next one.
  return JSON.stringify({ nodes, startTime: 0, endTime: 1_000_000, samples: [...leaves, 1], timeDeltas: [0, ...samples.map(({ ms }) => ms * 1000)] })
}
