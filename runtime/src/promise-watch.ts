import { sitesOfProgram } from './call-site'
import type { UnawaitedEvent } from './debug-event'

/** What is known of a promise that nobody has awaited so far. */
type Unawaited = Omit<UnawaitedEvent, 'type'>

/** Reports a promise of `syncToAsync` that nobody awaits: when it is collected, or when asked for those left. */
export class PromiseWatch {
  readonly #open = new Set<Unawaited>()
  readonly #collected: FinalizationRegistry<Unawaited>

  constructor(private readonly onUnawaited: (event: UnawaitedEvent) => void) {
    this.#collected = new FinalizationRegistry((unawaited) => { this.#report(unawaited) })
  }

  /** Gives a promise that settles as this one, and is known as awaited once it is. */
  watch(promise: Promise<unknown>, label: string): Promise<unknown> {
    const [site = { file: '', line: 0 }] = sitesOfProgram(new Error().stack ?? '')
    const unawaited: Unawaited = { ...site, label }
    this.#open.add(unawaited)
    const watched = WatchedPromise.following(promise, () => {
      this.#open.delete(unawaited)
    })
    this.#collected.register(watched, unawaited)
    return watched
  }

  /** Reports all that nobody has awaited yet: at the end, when nobody will. */
  reportOpen(): void {
    for (const unawaited of this.#open) this.#report(unawaited)
  }

  /** Forgets what was made so far. */
  reset(): void {
    this.#open.clear()
  }

  #report(unawaited: Unawaited): void {
    if (this.#open.delete(unawaited)) this.onUnawaited({ type: 'unawaited', ...unawaited })
  }
}

/** `await`, `Promise.all` and a return from an async function all call `then` of a promise that is not a plain one. */
class WatchedPromise extends Promise<unknown> {
  #onAwaited: (() => void) | undefined

  /** What `then`, `catch` and `finally` give is a plain promise. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise
  }

  static following(promise: Promise<unknown>, onAwaited: () => void): WatchedPromise {
    const watched = new WatchedPromise((resolve) => { resolve(promise) })
    watched.#onAwaited = onAwaited
    return watched
  }

  override then<Value, Other>(...listeners: Parameters<Promise<unknown>['then']>): Promise<Value | Other> {
    this.#onAwaited?.()
    return super.then(...listeners) as Promise<Value | Other>
  }
}
