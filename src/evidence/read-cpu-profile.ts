import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { UsageError } from '../usage-error.js'
import type { Frame, StackTime } from './stack-time.js'

/** The part of a CPU profile that is looked at, as `node --cpu-prof` and the inspector write it. */
interface CpuProfile {
  nodes: ProfileNode[]
  startTime: number
  endTime: number
  samples: number[]
  timeDeltas: number[]
}

interface ProfileNode {
  id: number
  callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number }
  children?: number[]
  positionTicks?: { line: number; ticks: number }[]
}

/** What a profile says of the main thread. */
export interface ProfiledStacks {
  measuredMs: number
  stacks: StackTime[]
}

const notRunning = new Set(['(root)', '(idle)', '(program)', '(garbage collector)'])

/** Reads a CPU profile; that of a worker thread, which keeps no request waiting, has no stacks. */
export function readCpuProfile(file: string): ProfiledStacks {
  const profile = parse(file)
  if (profile.nodes.some(({ callFrame: { url } }) => url === 'node:internal/main/worker_thread')) return { measuredMs: 0, stacks: [] }
  const parents = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node])))
  const times = selfTimes(profile)
  const stacks = profile.nodes.flatMap((node) => {
    const ms = times.get(node.id) ?? 0
    if (ms === 0 || notRunning.has(node.callFrame.functionName)) return []
    return [{ frames: framesFrom(node, parents), ms, ticks: new Map((node.positionTicks ?? []).map(({ line, ticks }) => [line, ticks])) }]
  })
  return { measuredMs: (profile.endTime - profile.startTime) / 1000, stacks }
}

function parse(file: string): CpuProfile {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`${file} cannot be read as a CPU profile: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (!isCpuProfile(value)) throw new UsageError(`${file} is no CPU profile with samples, as node --cpu-prof writes it.`)
  return value
}

function isCpuProfile(value: unknown): value is CpuProfile {
  return typeof value === 'object' && value !== null && ['nodes', 'samples', 'timeDeltas'].every((key) => Array.isArray(Reflect.get(value, key)))
}

/** Milliseconds in each node itself: a sample stands for the time until the next one. */
function selfTimes({ samples, timeDeltas }: CpuProfile): Map<number, number> {
  const times = new Map<number, number>()
  for (const [index, id] of samples.entries()) times.set(id, (times.get(id) ?? 0) + Math.max(0, timeDeltas[index + 1] ?? 0) / 1000)
  return times
}

function framesFrom(leaf: ProfileNode, parents: ReadonlyMap<number, ProfileNode>): Frame[] {
  const frames: Frame[] = []
  for (let node: ProfileNode | undefined = leaf; node && !notRunning.has(node.callFrame.functionName); node = parents.get(node.id)) {
    const { functionName: name, url, lineNumber, columnNumber: column } = node.callFrame
    frames.push({ name, path: pathOf(url), line: lineNumber + 1, column })
  }
  return frames
}

function pathOf(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url
}
