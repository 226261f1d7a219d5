import { allowSync } from './marked-request'
import { pack, uncloneable, unpack } from './parcel'
import type { SyncToAsyncOptions } from './options'
import { withContext } from './thread-scope'
import type { CallByPath } from './client'
import { exportedFunction, refuseIterator, refusePromise } from './sync-function'

/** Calls for `SYNC_TO_ASYNC=inline`: on the caller's thread, with the same checks, and values copied as they would be between threads. */
export function callInline(url: string, { inline = () => import(url), carry, allowInstances = false }: SyncToAsyncOptions): CallByPath {
  let loading: Promise<unknown> | undefined
  return async (path, args, { signal }) => {
    const name = path.join('.')
    // What stands for a sync thread may block, whoever calls.
    loading ??= allowSync(() => Promise.resolve(inline()))
    const module = await loading
    signal?.throwIfAborted()
    const call = exportedFunction(module, path, url)
    const value = allowSync(() => withContext(carry?.(), () => call(...copy(args, `${name}: arguments`, allowInstances) as unknown[])))
    refusePromise(value, name)
    refuseIterator(value, name)
    return copy(value, `The result of '${name}'`, allowInstances)
  }
}

function copy(value: unknown, what: string, allowInstances: boolean): unknown {
  const parcel = pack(value, { what, allowInstances })
  try {
    return unpack(structuredClone(parcel))
  } catch (error) {
    throw uncloneable(what, error)
  }
}
