import { isAbsolute, join } from 'node:path'
import { pathOf, type Site } from './call-site'
import type { CpuProfile } from './cpu-sampler'
import type { BlockedEvent } from './debug-event'
import { originalSite } from './original-site'

type Node = CpuProfile['nodes'][number]

/** Microseconds on the profiler's clock. */
export interface Interval {
  from: number
  to: number
}

/** What a profile says of a stretch. */
export type Held = Pick<BlockedEvent, 'frame' | 'stack' | 'handler'>

/** A stack, innermost node first, and how often it was sampled. */
interface Stack {
  nodes: readonly Node[]
  samples: number
}

const notRunning = new Set(['(root)', '(idle)', '(program)', '(garbage collector)'])
const frameworks = /[\\/]node_modules[\\/](express|router|connect|fastify|find-my-way|koa|koa-compose|@koa|@hapi|hono|@hono|restify|@nestjs|h3)[\\/]/
const testRunners = /[\\/]node_modules[\\/](jest|jest-[\w-]+|@jest[\\/][\w-]+|mocha|vitest|@vitest[\\/][\w-]+|ava|tap|@tapjs[\\/][\w-]+)[\\/]/

/**
 * Who held the event loop in an interval: the call of the program in which most of the samples lie. `undefined` where no
 * JavaScript ran but that of Node.js itself or of a test runner, while modules load, as a program that starts blocks nobody, and where inline calls stand for a sync thread.
 */
export function heldFrame(profile: CpuProfile, interval: Interval): Held | undefined {
  const stack = longestHeld(stacksIn(profile, interval))
  if (!stack || isOfNobody(stack.nodes)) return undefined
  const handler = handlerIn(stack.nodes)
  return { frame: frameOf(stack.nodes), stack: stack.nodes.filter(isForeign).map(described), ...(handler && { handler: described(handler) }) }
}

function stacksIn({ nodes, samples = [], timeDeltas = [], startTime }: CpuProfile, { from, to }: Interval): Stack[] {
  const counts = new Map<number, number>()
  let at = startTime
  for (const [index, id] of samples.entries()) {
    at += timeDeltas[index] ?? 0
    if (at >= from && at <= to) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node])))
  return [...counts].flatMap(([id, count]) => {
    const leaf = byId.get(id)
    return leaf && !notRunning.has(leaf.callFrame.functionName) ? [{ nodes: withCallers(leaf, parents), samples: count }] : []
  })
}

function withCallers(leaf: Node, parents: ReadonlyMap<number, Node>): Node[] {
  const nodes: Node[] = []
  for (let node: Node | undefined = leaf; node && !notRunning.has(node.callFrame.functionName); node = parents.get(node.id)) nodes.push(node)
  return nodes
}

/** Of the call that was sampled most, however many ways went on from it, the stack that was sampled most. */
function longestHeld(stacks: readonly Stack[]): Stack | undefined {
  const byCall = new Map<string, Stack[]>()
  for (const stack of stacks) {
    const call = callOf(stack.nodes)
    byCall.set(call, [...byCall.get(call) ?? [], stack])
  }
  const sum = (group: readonly Stack[]): number => group.reduce((total, { samples }) => total + samples, 0)
  const [longest = []] = [...byCall.values()].sort((a, b) => sum(b) - sum(a))
  return longest.sort((a, b) => b.samples - a.samples)[0]
}

function callOf(nodes: readonly Node[]): string {
  const inProgram = nodes.findIndex(isOfProgram)
  return inProgram === -1 ? 'elsewhere' : `${nodes[inProgram]?.id ?? ''} ${calledBy(nodes, inProgram)?.callFrame.functionName ?? ''}`
}

/** What a function called, looking through the guard's methods, which stand for others. */
function calledBy(nodes: readonly Node[], index: number): Node | undefined {
  return nodes.slice(0, index).findLast(isForeign)
}

function frameOf(nodes: readonly Node[]): Held['frame'] {
  const inProgram = nodes.findIndex(isOfProgram)
  const place = inProgram === -1 ? nodes.findIndex(isForeign) : inProgram
  const called = calledBy(nodes, place)
  const name = (called ?? nodes[place])?.callFrame.functionName ?? ''
  return { function: name === '' ? '(anonymous)' : name, ...siteOf(nodes[place], nodes[place - 1]) }
}

/** The profiler knows lines of a function itself, and of a native function that it calls; else, the line is where the function begins. */
function siteOf(place: Node | undefined, called: Node | undefined): Site {
  if (!place) return { file: '', line: 0 }
  const leaf = called === undefined ? place : called.callFrame.url === '' ? called : undefined
  const [most] = (leaf?.positionTicks ?? []).toSorted((a, b) => b.ticks - a.ticks)
  return originalSite({ file: pathOf(place.callFrame.url), line: most?.line ?? place.callFrame.lineNumber + 1 })
}

/** The function that a framework called last; where there is none, the one that Node.js called. */
function handlerIn(nodes: readonly Node[]): Node | undefined {
  const called = nodes.find((node, index) => isOfProgram(node) && isFramework(nodes[index + 1]))
  return called ?? nodes.findLast(isOfProgram)
}

/** Nothing to tell of: the program has not run, or has only begun, or would not block where it runs for its users. */
function isOfNobody(nodes: readonly Node[]): boolean {
  return isLoading(nodes) || isOfNodeAlone(nodes) || isOfTestRunnerAlone(nodes) || nodes.some((node) => standsForThread(node) || takesProfile(node))
}

function isLoading(nodes: readonly Node[]): boolean {
  if (nodes.some((node) => loadsBuiltIn(node) || loadsInJest(node))) return true
  const outermost = nodes.findLast(isOfProgram)
  return outermost ? isTopLevel(outermost) : nodes.some(({ callFrame: { url } }) => url.startsWith('node:internal/modules/'))
}

/** A part of Node.js that is loaded when it is first used: the first `fetch` of a program compiles some 15,000 lines. */
function loadsBuiltIn({ callFrame: { functionName, url } }: Node): boolean {
  return functionName === 'compileForInternalLoader' && url.startsWith('node:internal/')
}

/** Jest transforms and compiles modules itself, for each test file anew, which says nothing of a `require` where the program runs for its users. */
function loadsInJest({ callFrame: { functionName, url } }: Node): boolean {
  return functionName === 'requireModuleOrMock' && /[\\/]node_modules[\\/]jest-runtime[\\/]/.test(url)
}

/** Nothing that a program could change; a native function that it has called for the program is another matter. */
function isOfNodeAlone(nodes: readonly Node[]): boolean {
  return nodes.every((node) => node.callFrame.url.startsWith('node:') || !isForeign(node))
}

/** Its reports and transforms, and the tests' own global objects; what a test calls is another matter. */
function isOfTestRunnerAlone(nodes: readonly Node[]): boolean {
  return nodes.some(({ callFrame: { url } }) => testRunners.test(url)) && !nodes.some(isOfProgram)
}

function isFramework(node: Node | undefined): boolean {
  const url = node?.callFrame.url ?? ''
  return frameworks.test(url) || pathOf(url) === join(__dirname, 'async-only.js')
}

/** `SYNC_TO_ASYNC=inline`: elsewhere it would not block. */
function standsForThread({ callFrame: { url } }: Node): boolean {
  return pathOf(url) === join(__dirname, 'inline.js')
}

/** Another watch in the same process: that of a test, beside debug mode. */
function takesProfile({ callFrame: { url } }: Node): boolean {
  return pathOf(url) === join(__dirname, 'cpu-sampler.js')
}

/** The body of a module; of one that has awaited, Node 22 does not know the line. */
function isTopLevel({ callFrame: { functionName, lineNumber, columnNumber } }: Node): boolean {
  return functionName === '' && lineNumber <= 0 && columnNumber <= 0
}

function isOfProgram(node: Node): boolean {
  const path = pathOf(node.callFrame.url)
  return isAbsolute(path) && !/[\\/]node_modules[\\/]/.test(path) && isForeign(node)
}

/** Not of this package. */
function isForeign({ callFrame: { url } }: Node): boolean {
  return !pathOf(url).startsWith(__dirname)
}

function described({ callFrame: { functionName, url, lineNumber } }: Node): string {
  const name = functionName === '' ? '(anonymous)' : functionName
  if (url === '') return `${name} (native)`
  const { file, line } = originalSite({ file: pathOf(url), line: lineNumber + 1 })
  return `${name} (${file}:${line})`
}
