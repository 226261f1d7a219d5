import { isAbsolute } from 'node:path'
import { BlockWatch } from './block-watch'
import type { DebugEvent } from './debug-event'
import { slowMilliseconds } from './debug-mode'
import { debugLine } from './debug-text'
import { watchPromises } from './watch-promises'

/** `beforeEach` and `afterEach` of vitest, jest, mocha or node:test. */
export interface TestHooks {
  beforeEach: (hook: () => void) => unknown
  afterEach: (hook: () => Promise<void>) => unknown
}

// Tests replace timers.
const { setImmediate } = globalThis

/**
 * Lets a test fail in which the event loop was held, or a promise of `syncToAsync` was left unawaited, with the place:
 * `watchTests({ beforeEach, afterEach })`.
 * @param options.slowMs Default: `UNBLOCK_SLOW_MS`, or 100.
 */
export function watchTests({ beforeEach, afterEach }: TestHooks, { slowMs = slowMilliseconds() }: { slowMs?: number } = {}): void {
  const events: DebugEvent[] = []
  const report = (event: DebugEvent): void => { if (isOfProgram(event)) events.push(event) }
  const blocks = new BlockWatch({ slowMs, onBlocked: report })
  const promises = watchPromises(report)
  beforeEach(() => {
    blocks.reset()
    promises.reset()
    events.length = 0
  })
  afterEach(async () => {
    blocks.check()
    // An `await` tells the promise in a job of its own.
    await new Promise<void>((resolve) => { setImmediate(resolve) })
    promises.reportOpen()
    const found = events.splice(0)
    if (found.length > 0) throw new TestRailError(found)
  })
}

/** What held the event loop, and the promises that were left, in a test. */
export class TestRailError extends Error {
  constructor(readonly events: readonly DebugEvent[]) {
    super(events.map(debugLine).join('\n'))
    this.name = 'TestRailError'
    this.stack = [`${this.name}: ${this.message}`, ...events.map(stackLine)].join('\n')
  }
}

/** Runners show the code at the first place of a stack. */
function stackLine(event: DebugEvent): string {
  const { file, line } = event.type === 'blocked' ? event.frame : event
  return `    at ${file}:${line}:1`
}

/** The runner itself, and a collection of garbage, are nothing that a test could mend. */
function isOfProgram(event: DebugEvent): boolean {
  if (event.type === 'unawaited') return true
  const { file } = event.frame
  return isAbsolute(file) && !/[\\/]node_modules[\\/]/.test(file)
}
