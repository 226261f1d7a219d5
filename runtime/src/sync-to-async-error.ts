/** What the runtime refuses or reports itself. Errors of the called functions arrive as they were thrown. */
export type SyncToAsyncCode =
  /** A sync thread called `syncToAsync`: it would wait for itself. */
  | 'ERR_SYNC_NESTED'
  /** `maxQueue` calls wait or run already. */
  | 'ERR_SYNC_QUEUE_FULL'
  /** The thread ended while it held the call. */
  | 'ERR_SYNC_WORKER_EXIT'
  /** The thread crashed again and again and is not started again yet. */
  | 'ERR_SYNC_CRASH_LOOP'
  /** `closeAll` is under way. */
  | 'ERR_SYNC_CLOSED'
  /** Two modules ask for the same thread with different options. */
  | 'ERR_SYNC_OPTIONS'
  /** An argument or a result cannot cross threads, or would lose its class on the way. */
  | 'ERR_SYNC_UNCLONEABLE'
  /** The file of the module is not there, or is TypeScript that the thread cannot load. */
  | 'ERR_SYNC_LOAD'
  | 'ERR_SYNC_NOT_A_FUNCTION'
  | 'ERR_SYNC_RETURNED_PROMISE'
  | 'ERR_SYNC_RETURNED_ITERATOR'
  /** The function returned in the middle of a transaction, which was rolled back. */
  | 'ERR_SYNC_OPEN_TRANSACTION'
  /** A module that starts a server was loaded in a sync thread. */
  | 'ERR_SYNC_SERVER_IN_WORKER'
  /** A module that belongs in a sync thread was loaded on the main one. */
  | 'ERR_SYNC_ONLY_MODULE'

interface Details {
  /** Whether the called function had begun to run, so that its effects may have happened. */
  started?: boolean
  cause?: unknown
}

/** An HTTP status for errors that say "not now": frameworks read it. */
const statuses: Partial<Record<SyncToAsyncCode, number>> = { ERR_SYNC_QUEUE_FULL: 503, ERR_SYNC_CRASH_LOOP: 503, ERR_SYNC_CLOSED: 503 }

/** An error of the runtime itself; `code` says which. */
export class SyncToAsyncError extends Error {
  readonly code: SyncToAsyncCode
  readonly started: boolean
  declare readonly status?: number

  constructor(code: SyncToAsyncCode, message: string, { started = false, cause }: Details = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'SyncToAsyncError'
    this.code = code
    this.started = started
    const status = statuses[code]
    if (status !== undefined) this.status = status
  }
}
