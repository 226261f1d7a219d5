import { AsyncLocalStorage } from 'node:async_hooks'
import { isMainThread, workerData } from 'node:worker_threads'
import { SyncToAsyncError } from './sync-to-async-error'

const contexts = new AsyncLocalStorage<unknown>()
const closers: (() => void)[] = []

/** Whether this thread is one that `syncToAsync` started. */
export function isSyncThread(): boolean {
  return !isMainThread && typeof workerData === 'object' && workerData !== null && 'unblockRuntime' in workerData
}

/**
 * Whether calls run on the caller's own thread: with `SYNC_TO_ASYNC=inline`, and in vitest and jest where a client says how
 * to load its module there, unless there is `SYNC_TO_ASYNC=thread`. These two load modules in their own way, with mocks and
 * TypeScript; a thread would load others.
 */
export function isInline(saysHow = true): boolean {
  const mode = process.env['SYNC_TO_ASYNC']
  return mode === 'inline' || (mode !== 'thread' && saysHow && isInTestRunner())
}

/** Not by environment variables alone, which a server inherits that was started by a test. */
function isInTestRunner(): boolean {
  const isInJest = process.env['JEST_WORKER_ID'] !== undefined && Symbol.for('$$jest-matchers-object') in globalThis
  return isInJest || '__vitest_worker__' in globalThis
}

/** In a sync module: what the caller's `carry` option gave for this call, such as a request id. */
export function callContext(): unknown {
  return contexts.getStore()
}

/** Runs a call with the value that `callContext` gives in it. */
export function withContext<Result>(context: unknown, run: () => Result): Result {
  return context === undefined ? run() : contexts.run(context, run)
}

/** In a sync module: runs the function at `closeAll`, in the thread that owns the connection; the last registered runs first. */
export function onClose(close: () => void): void {
  closers.unshift(close)
}

/** Runs what `onClose` was given in this thread, once. */
export function runClosers(): void {
  for (const close of closers.splice(0)) close()
}

/**
 * First line of a sync module: refuses to be loaded where it would block.
 * @param meta `import.meta`, or `__filename` in CommonJS.
 * @throws {SyncToAsyncError} ERR_SYNC_ONLY_MODULE on the event loop's thread, unless calls run inline.
 */
export function assertSyncThread(meta?: { url?: string } | string): void {
  if (isSyncThread() || isInline()) return
  const name = typeof meta === 'string' ? meta : meta?.url ?? 'This module'
  throw new SyncToAsyncError('ERR_SYNC_ONLY_MODULE', `${name} blocks, and is loaded by syncToAsync alone: import only its type, or call it through its client`)
}
