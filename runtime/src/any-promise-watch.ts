import { isAbsolute } from 'node:path'
import { promiseHooks } from 'node:v8'
import { type Frame, framesOf } from './call-site'
import type { UnawaitedEvent } from './debug-event'

/** Where a promise was made: a stack trace costs little until it is read. */
interface Origin {
  stack?: string
}

/**
 * Reports any promise that the program makes, or is given by what it calls, and that nobody awaits; each place once. V8 tells of
 * every promise, and of which one it waits for, if it does.
 */
export class AnyPromiseWatch {
  readonly #open = new Set<Origin>()
  readonly #origins = new WeakMap<Promise<unknown>, Origin>()
  readonly #collected: FinalizationRegistry<Origin>
  readonly #reported = new Set<string>()

  constructor(private readonly onUnawaited: (event: UnawaitedEvent) => void) {
    this.#collected = new FinalizationRegistry((origin) => { this.#report(origin) })
    promiseHooks.onInit((promise, parent: Promise<unknown> | undefined) => {
      if (parent) this.#forget(parent)
      else this.#keep(promise)
    })
  }

  /** Reports all that nobody has awaited yet: at the end, when nobody will. */
  reportOpen(): void {
    for (const origin of this.#open) this.#report(origin)
  }

  /** Forgets what was made so far. */
  reset(): void {
    this.#open.clear()
    this.#reported.clear()
  }

  #keep(promise: Promise<unknown>): void {
    const origin = originHere()
    this.#open.add(origin)
    this.#origins.set(promise, origin)
    this.#collected.register(promise, origin)
  }

  #forget(promise: Promise<unknown>): void {
    const origin = this.#origins.get(promise)
    if (origin) this.#open.delete(origin)
  }

  #report(origin: Origin): void {
    if (!this.#open.delete(origin)) return
    const event = eventIn(framesOf(origin.stack ?? ''))
    const place = event && `${event.file}:${event.line} ${event.label}`
    if (!event || place === undefined || this.#reported.has(place)) return
    this.#reported.add(place)
    this.onUnawaited(event)
  }
}

/** Enough for this package's own frames, that of what makes the promise, and that of its caller. */
const frames = 6

function originHere(): Origin {
  const before = Error.stackTraceLimit
  Error.stackTraceLimit = frames
  const origin: Origin = {}
  Error.captureStackTrace(origin)
  Error.stackTraceLimit = before
  return origin
}

/** The place in the program where a promise came to it; undefined for what others make for themselves. */
function eventIn(stack: readonly Frame[]): UnawaitedEvent | undefined {
  const [maker, caller] = stack.filter(({ file }) => file !== __filename)
  // A module that awaits is a promise of the loader's.
  if (!maker || maker.file.startsWith(__dirname) || caller?.file.startsWith('node:internal/modules/')) return undefined
  const place = caller && isOfProgram(caller) ? caller : maker
  return isOfProgram(place) ? { type: 'unawaited', file: place.file, line: place.line, label: maker.function } : undefined
}

function isOfProgram({ file }: Frame): boolean {
  return isAbsolute(file) && !/[\\/]node_modules[\\/]/.test(file) && !file.startsWith(__dirname)
}
