import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Files, readFolder } from '../support/folder.js'
import { send } from './answer.js'
import { loadProgram } from './load-program.js'
import { explore, type Explored, type Scheduler } from './scheduler.js'

/** A converted program, and two requests to it: `POST /notes {"text":"a"}`, or calls of what it exports, `add("a")`. */
export interface ScheduleCase {
  files: Files
  /** The module that exports `router` or `app`, or the functions that are called. */
  entry: string
  requests: readonly string[]
  /** Asked one by one when the requests are answered, to see the state. */
  after: readonly string[]
  /** Files that are there at the start. */
  before: Readonly<Record<string, string>>
}

/** What the orders of two requests' steps come to. */
export interface Schedules {
  /** Outcomes that no order of whole requests explains, each with the steps that led to it. */
  unexplained: { outcome: string; steps: readonly string[] }[]
  /** What the requests come to one after the other. */
  serial: string[]
  schedules: number
  isComplete: boolean
}

/** At most so many orders of one case are tried: all of two requests that wait five times each. */
export const bound = 1000

/** Runs two requests in every order of their steps, and tells which outcomes neither comes to when they run one after the other. */
export async function trySchedules(of: ScheduleCase): Promise<Schedules> {
  const [first = '', second = ''] = of.requests
  const serial = [await exploreCase(of, oneByOne(first, second)), await exploreCase(of, oneByOne(second, first))]
  const mixed = await exploreCase(of, atOnce(first, second))
  const explained = new Set(serial.flatMap(({ outcomes }) => [...outcomes.keys()]))
  return {
    unexplained: [...mixed.outcomes].filter(([outcome]) => !explained.has(outcome)).map(([outcome, steps]) => ({ outcome, steps })),
    serial: [...explained],
    schedules: mixed.schedules,
    isComplete: mixed.isComplete,
  }
}

/** Sends requests, and gives their answers by request. */
type Arrival = (program: unknown, scheduler: Scheduler) => Promise<Map<string, () => string>>

function oneByOne(...requests: readonly [string, string]): Arrival {
  return async (program, scheduler) => {
    const answers: (() => string)[] = []
    for (const request of requests) {
      answers.push(send(program, request))
      await scheduler.drain()
    }
    return named(requests, answers)
  }
}

function atOnce(...requests: readonly [string, string]): Arrival {
  return async (program, scheduler) => {
    const asked = requests.map((request) => scheduler.park(request, () => send(program, request)))
    await scheduler.drain()
    return named(requests, await Promise.all(asked))
  }
}

/** Who of two that ask the same is first does not matter. */
function named(requests: readonly string[], answers: readonly (() => string)[]): Map<string, () => string> {
  const isSame = requests[0] === requests[1]
  if (!isSame) return new Map(requests.map((request, index) => [request, answers[index] ?? (() => '')]))
  return new Map([[`2 × ${requests[0] ?? ''}`, () => answers.map((answer) => answer()).sort().join(' and ')]])
}

async function exploreCase(of: ScheduleCase, arrive: Arrival): Promise<Explored> {
  return explore((scheduler) => inSandbox(of.before, async (folder) => {
    const program = loadProgram(of.files, of.entry, scheduler)
    await scheduler.drain()
    const answers = await arrive(program, scheduler)
    const lines = [...answers].map(([request, answer]) => `${request} → ${answer()}`).sort()
    for (const request of of.after) {
      const answer = send(program, request)
      await scheduler.drain()
      lines.push(`then ${request} → ${answer()}`)
    }
    return [...lines, ...textsIn(folder)].join('\n')
  }), bound)
}

function textsIn(folder: string): string[] {
  return [...readFolder(folder)].filter(([path]) => !/\.db(-\w+)?$/.test(path)).map(([path, bytes]) => `${path}: ${bytes.toString()}`)
}

/** Programs name their files from the working folder on. */
async function inSandbox(before: Readonly<Record<string, string>>, run: (folder: string) => Promise<string>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'schedule-'))
  const home = process.cwd()
  for (const [path, text] of Object.entries(before)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  process.chdir(folder)
  try {
    return await run(folder)
  } finally {
    process.chdir(home)
    rmSync(folder, { recursive: true })
  }
}
