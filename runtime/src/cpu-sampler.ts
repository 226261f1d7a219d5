import type { Session } from 'node:inspector'
import type { Profiler } from 'node:inspector'

export type CpuProfile = Profiler.Profile

/** Often enough to see who held the loop for 100 ms, and seldom enough to cost little. */
const sampleMicroseconds = 5000

/** The CPU profiler of this thread, always running. It sees native calls, too, as it samples by signal. */
export class CpuSampler {
  readonly #session: Session

  constructor() {
    // Loaded here, so that only who debugs needs a Node.js that was built with it.
    const { Session } = process.getBuiltinModule('node:inspector')
    this.#session = new Session()
    this.#session.connect()
    this.#session.post('Profiler.enable')
    this.#session.post('Profiler.setSamplingInterval', { interval: sampleMicroseconds })
    this.#session.post('Profiler.start')
  }

  /** What was sampled since the last time. */
  take(): CpuProfile | undefined {
    let profile: CpuProfile | undefined
    this.#session.post('Profiler.stop', (error, taken) => {
      if (!error) profile = taken.profile
    })
    this.#session.post('Profiler.start')
    return profile
  }

  stop(): void {
    this.#session.disconnect()
  }
}
