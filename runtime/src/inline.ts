import { allowSync } from './marked-request'
import { pack, uncloneable, unpackCopy } from './parcel'
import type { SyncToAsyncOptions } from './options'
import { withContext } from './thread-scope'
import type { CallByPath } from './client'
import { type ClientHome, referenceOf } from './object-reference'
import { exportedFunction, exportedObject, refuseIterator, refusePromise } from './sync-function'

/** Calls for `SYNC_TO_ASYNC=inline`: on the caller's thread, with the same checks, and values copied as they would be between threads. */
export function callInline({ module: url, load }: ClientHome, { carry, allowInstances = false }: SyncToAsyncOptions): CallByPath {
  return async (path, args, { signal }) => {
    const name = path.join('.')
    const module = await load()
    const objects = await Promise.all(args.map(objectFor))
    signal?.throwIfAborted()
    const call = exportedFunction(module, path, url)
    const copies = copy(args.map((argument, index) => (objects[index] ? undefined : argument)), `${name}: arguments`, allowInstances) as unknown[]
    const value = allowSync(() => withContext(carry?.(), () => call(...copies.map((argument, index) => objects[index] ?? argument))))
    refusePromise(value, name)
    refuseIterator(value, name)
    return copy(value, `The result of '${name}'`, allowInstances)
  }
}

/** The object that an argument is the client of. */
async function objectFor(argument: unknown): Promise<object | undefined> {
  const reference = referenceOf(argument)
  return reference && exportedObject(await reference.home.load(), reference.path, reference.home.module)
}

function copy(value: unknown, what: string, allowInstances: boolean): unknown {
  const parcel = pack(value, { what, allowInstances })
  try {
    return unpackCopy(structuredClone(parcel), value)
  } catch (error) {
    throw uncloneable(what, error)
  }
}
