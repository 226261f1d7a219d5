import type { ResourceLimits } from 'node:worker_threads'
import type { ErrorClass } from './wire-error'

/** What a thread, or a pool of them, is started with. All modules of one affinity have to agree on it. */
export interface ThreadOptions {
  /**
   * `true`, the default: one thread, one call at a time, in the order of the calls, so that a connection and its
   * transactions belong together. `false`: a pool, where two calls may run at once and each thread has connections of its own.
   */
  threadSensitive?: boolean
  /** Modules with the same key share a thread, and so its module instances and connections. Default: `'default'`. */
  affinity?: string
  /** Threads of a pool; needs `threadSensitive: false`. Default: processors less one. */
  poolSize?: number
  /** Calls that wait or run, per thread; one more is refused with ERR_SYNC_QUEUE_FULL, status 503. Default: `SYNC_TO_ASYNC_MAX_QUEUE`, else 256. */
  maxQueue?: number
  /** For the thread, as `new Worker` takes them. */
  execArgv?: readonly string[]
  env?: NodeJS.ProcessEnv
  resourceLimits?: ResourceLimits
}

/** What holds for one module's calls. */
export interface ModuleOptions {
  /** Classes of errors that the module throws, so that `instanceof` works on them here. */
  errors?: readonly ErrorClass[]
  /** Read at each call; `callContext()` gives the value, which has to be cloneable, inside of the call. */
  carry?: () => unknown
  /**
   * Imports or requires the module where calls run on the caller's own thread: for unit tests and their mocks. That is so with
   * `SYNC_TO_ASYNC=inline`, and in vitest and jest unless there is `SYNC_TO_ASYNC=thread`.
   */
  inline?: () => unknown
  /** Let instances of classes cross as plain objects, without their methods. Default: `false`, they are refused. */
  allowInstances?: boolean
}

export interface SyncToAsyncOptions extends ThreadOptions, ModuleOptions {}

/** What can be said for single calls, with `withOptions`. */
export interface CallOptions {
  /** Aborted while the call waits, it never runs; while it runs, it runs to its end and only its result is dropped. */
  signal?: AbortSignal
}
