import type { ExportPath } from './protocol'
import { SyncToAsyncError } from './sync-to-async-error'

type AnyFunction = (...args: unknown[]) => unknown

/**
 * The function that a module exports under a path, bound to what it is a member of. Also found are members of the default
 * export, which is what a CommonJS module exports.
 * @param loaded What `import` or `require` gave.
 * @throws {SyncToAsyncError} ERR_SYNC_NOT_A_FUNCTION
 */
export function exportedFunction(loaded: unknown, [name = '', member]: ExportPath, url: string): AnyFunction {
  const exported = exportNamed(loaded, name)
  const found = member === undefined ? exported : { owner: exported.value, value: get(exported.value, member) }
  if (typeof found.value === 'function') return found.value.bind(found.owner) as AnyFunction
  const label = [name, ...member === undefined ? [] : [member]].join('.')
  throw new SyncToAsyncError('ERR_SYNC_NOT_A_FUNCTION', `${url} exports no function '${label}'`)
}

/**
 * The object that a module exports under a name, for a call that is given its client.
 * @throws {SyncToAsyncError} ERR_SYNC_NOT_A_FUNCTION
 */
export function exportedObject(loaded: unknown, [name = '']: ExportPath, url: string): object {
  const { value } = exportNamed(loaded, name)
  if (typeof value === 'object' && value !== null) return value
  throw new SyncToAsyncError('ERR_SYNC_NOT_A_FUNCTION', `${url} exports no object '${name}'`)
}

/** The value exported under a name, and `this` of its calls. */
function exportNamed(loaded: unknown, name: string): { owner: unknown; value: unknown } {
  // `require` gives what `import` calls the default export.
  const defaultExport = isModule(loaded) ? get(loaded, 'default') : loaded
  // A CommonJS module that was compiled from an ES module, as `import` gives it.
  if (isCompiled(defaultExport)) return { owner: undefined, value: get(defaultExport, name) }
  if (name === 'default') return { owner: undefined, value: defaultExport }
  const value = get(loaded, name) ?? get(defaultExport, name)
  return { owner: get(defaultExport, name) === value ? defaultExport : undefined, value }
}

function isModule(loaded: unknown): boolean {
  return get(loaded, Symbol.toStringTag) === 'Module' || isCompiled(loaded)
}

function isCompiled(loaded: unknown): boolean {
  return get(loaded, '__esModule') === true
}

function get(of: unknown, name: string | symbol): unknown {
  return of === undefined || of === null ? undefined : Reflect.get(Object(of) as object, name)
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
