import { CpuSampler } from './cpu-sampler'
import type { BlockedEvent } from './debug-event'
import { heldFrame } from './held-frame'

/** How a watch is set. */
export interface BlockWatchOptions {
  /** Stretches of so many milliseconds are reported. */
  slowMs: number
  onBlocked: (event: BlockedEvent) => void
}

/** A profile grows by some 20 bytes a sample; a new one begins after so long, so that memory and the time to read it stay small. */
const longestProfileMs = 30_000
// Tests replace clocks and timers.
const { setInterval, clearInterval } = globalThis
const eventLoopUtilization = performance.eventLoopUtilization.bind(performance)
const { hrtime } = process

/** Notices that the event loop was held, by a heartbeat that comes late, and asks a CPU profile by whom. */
export class BlockWatch {
  readonly #sampler = new CpuSampler()
  readonly #heartbeat: NodeJS.Timeout
  #profileSince = milliseconds()
  #last = milliseconds()
  #lastIdle = eventLoopUtilization().idle

  constructor(private readonly options: BlockWatchOptions) {
    this.#heartbeat = setInterval(() => { this.check() }, Math.max(5, options.slowMs / 5))
    this.#heartbeat.unref()
  }

  /** What the heartbeat does; also for who cannot wait for the next one. */
  check(): void {
    const now = milliseconds()
    const held = now - this.#last - (eventLoopUtilization().idle - this.#lastIdle)
    if (held >= this.options.slowMs) this.#report(Math.round(held), now)
    else if (now - this.#profileSince > longestProfileMs) this.#takeProfile()
    // After the report, which takes its time.
    this.reset()
  }

  /** Forgets how long the event loop has been held so far. */
  reset(): void {
    this.#last = milliseconds()
    this.#lastIdle = eventLoopUtilization().idle
  }

  stop(): void {
    clearInterval(this.#heartbeat)
    this.#sampler.stop()
  }

  #report(ms: number, now: number): void {
    const profile = this.#takeProfile()
    const held = profile && heldFrame(profile, { from: this.#last * 1000, to: now * 1000 })
    if (held) this.options.onBlocked({ type: 'blocked', ms, ...held })
  }

  #takeProfile(): ReturnType<CpuSampler['take']> {
    this.#profileSince = milliseconds()
    return this.#sampler.take()
  }
}

/** On the clock of the profiler, which counts in microseconds. */
function milliseconds(): number {
  return Number(hrtime.bigint()) / 1e6
}
