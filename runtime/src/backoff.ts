const stableAfterMs = 10_000
const firstPauseMs = 100
const longestPauseMs = 30_000

/** Says when a thread that crashed may start again: after the first crash at once, then each time twice as late. Times are in milliseconds. */
export class Backoff {
  #crashes = 0
  #startedAt = 0
  #notBefore = 0

  started(now: number): void {
    this.#startedAt = now
  }

  crashed(now: number): void {
    this.#crashes = now - this.#startedAt >= stableAfterMs ? 1 : this.#crashes + 1
    const pause = this.#crashes < 2 ? 0 : Math.min(firstPauseMs * 2 ** (this.#crashes - 2), longestPauseMs)
    this.#notBefore = now + pause
  }

  /** How long it may not start yet; 0 when it may. */
  pauseLeft(now: number): number {
    return Math.max(0, this.#notBefore - now)
  }
}
