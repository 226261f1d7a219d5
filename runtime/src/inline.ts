import { pack, unpack } from './parcel'
import type { SyncToAsyncOptions } from './options'
import { withContext } from './thread-scope'
import type { CallByName } from './sync-to-async'
import { exportedFunction, refuseIterator, refusePromise } from './sync-function'

type Namespace = Record<string, unknown>

/** Calls for `SYNC_TO_ASYNC=inline`: on the caller's thread, with the same checks, and values copied as they would be between threads. */
export function callInline(url: string, { inline = () => import(url), carry, allowInstances = false }: SyncToAsyncOptions): CallByName {
  let loading: Promise<unknown> | undefined
  return async (name, args, { signal }) => {
    loading ??= inline()
    const module = await loading as Namespace
    signal?.throwIfAborted()
    const call = exportedFunction(module, name, url)
    const value = withContext(carry?.(), () => call(...copy(args, `${name}: arguments`, allowInstances) as unknown[]))
    refusePromise(value, name)
    refuseIterator(value, name)
    return copy(value, `The result of '${name}'`, allowInstances)
  }
}

function copy(value: unknown, what: string, allowInstances: boolean): unknown {
  return unpack(structuredClone(pack(value, { what, allowInstances })))
}
