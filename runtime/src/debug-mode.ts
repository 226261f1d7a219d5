import { performance } from 'node:perf_hooks'
import { BlockWatch } from './block-watch'
import type { DebugEvent } from './debug-event'
import { debugLine, summaryLines, summaryOf } from './debug-text'
import { watchPromises } from './watch-promises'

const defaultSlowMs = 100
/** The summary is of so many; a server may run for months. */
const mostKept = 10_000

/** Watches this process until it ends, and reports on stderr: what debug mode does, as the environment sets it. */
export function startDebugMode(): void {
  if (Reflect.has(everywhere, started)) return
  Reflect.set(everywhere, started, true)
  const reporter = new Reporter(process.env['UNBLOCK_DEBUG_FORMAT'] === 'json')
  const report = (event: DebugEvent): void => { reporter.report(event) }
  const blocks = new BlockWatch({ slowMs: slowMilliseconds(), onBlocked: report })
  const promises = watchPromises(report)
  atEnd(() => {
    blocks.check()
    promises.reportOpen()
    reporter.summarize()
  })
}

/** Writes lines on stderr, for people or as JSON. */
class Reporter {
  readonly #events: DebugEvent[] = []

  constructor(private readonly isJson: boolean) {}

  report(event: DebugEvent): void {
    if (this.#events.length < mostKept) this.#events.push(event)
    this.#write([this.isJson ? JSON.stringify(event) : debugLine(event)])
  }

  summarize(): void {
    this.#write(this.isJson ? [JSON.stringify(summaryOf(this.#events))] : summaryLines(this.#events))
  }

  #write(lines: readonly string[]): void {
    for (const line of lines) process.stderr.write(this.isJson ? `${line}\n` : `[unblock] ${line}\n`)
  }
}

/** Runs when the process ends, also by a signal that the program itself does not handle, of which it dies all the same. */
function atEnd(run: () => void): void {
  process.once('exit', run)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // The first listener, as what listens once is gone by the time that later ones run.
    process.prependOnceListener(signal, () => {
      if (process.listenerCount(signal) > 0) return
      process.removeListener('exit', run)
      run()
      process.kill(process.pid, signal)
    })
  }
}

/** Jest gives each test file a global object and a `process` of its own; what a module of Node.js exports is the same for all. */
const everywhere = performance.constructor
/** `--import`, `UNBLOCK_DEBUG=1` and a second copy of this package may ask for it, too. */
const started = Symbol.for('unblock-runtime: debug mode')

/** `UNBLOCK_SLOW_MS`, where that is a number. */
export function slowMilliseconds(): number {
  const ms = Number(process.env['UNBLOCK_SLOW_MS'])
  return ms > 0 ? ms : defaultSlowMs
}
