import { SyncToAsyncError } from './sync-to-async-error'

/** The function that a module exports under a name, also as a member of its default export.
 * @throws {SyncToAsyncError} ERR_SYNC_NOT_A_FUNCTION */
export function exportedFunction(module: Readonly<Record<string, unknown>>, name: string, url: string): (...args: unknown[]) => unknown {
  const found = module[name] ?? (Object(module['default']) as Readonly<Record<string, unknown>>)[name]
  if (typeof found === 'function') return found.bind(undefined) as (...args: unknown[]) => unknown
  throw new SyncToAsyncError('ERR_SYNC_NOT_A_FUNCTION', `${url} exports no function '${name}'`)
}

/** @throws {SyncToAsyncError} ERR_SYNC_RETURNED_PROMISE: nobody here would wait for it. */
export function refusePromise(value: unknown, name: string): void {
  if (typeof value !== 'object' || value === null || !('then' in value) || typeof value.then !== 'function') return
  Promise.resolve(value).catch(() => undefined)
  throw new SyncToAsyncError('ERR_SYNC_RETURNED_PROMISE', `'${name}' returned a promise: syncToAsync runs synchronous functions only`, { started: true })
}

/** @throws {SyncToAsyncError} ERR_SYNC_RETURNED_ITERATOR */
export function refuseIterator(value: unknown, name: string): void {
  if (!isIterator(value)) return
  value.return?.()
  throw new SyncToAsyncError('ERR_SYNC_RETURNED_ITERATOR', `'${name}' returned an iterator: an open cursor would keep the shared connection busy. Return an array`, { started: true })
}

function isIterator(value: unknown): value is Iterator<unknown> {
  return typeof value === 'object' && value !== null && 'next' in value && typeof value.next === 'function'
}
