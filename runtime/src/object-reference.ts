import type { ExportPath, WireReference } from './protocol'
import { SyncToAsyncError } from './sync-to-async-error'

/** Asks what a client gives for an object which that is. */
export const standsFor = Symbol('unblock-runtime: the object that this is the client of')

/** Where the modules of a client live. */
export interface ClientHome {
  /** URL of the module. */
  module: string
  /** The thread that it shares with others. */
  affinity: string
  /** Loads the module on the caller's own thread. */
  load: () => Promise<unknown>
}

/** An object that a module exports, by its client: handed to a function of the same thread, it arrives as the object itself. */
export interface ObjectReference {
  home: ClientHome
  path: ExportPath
}

/** The object that a value is the client of; undefined for any other value. */
export function referenceOf(value: unknown): ObjectReference | undefined {
  return typeof value === 'function' ? Reflect.get(value, standsFor) as ObjectReference | undefined : undefined
}

/**
 * Takes the clients out of a call's arguments, as the objects themselves are in the thread already.
 * @throws {SyncToAsyncError} ERR_SYNC_UNCLONEABLE where an object lives in another thread than the one it is handed to.
 */
export function withoutReferences(args: readonly unknown[], { label, affinity }: { label: string; affinity: string }): { args: readonly unknown[]; references: readonly WireReference[] } {
  const found = args.flatMap((argument, index) => {
    const reference = referenceOf(argument)
    return reference ? [{ index, ...reference }] : []
  })
  const stranger = found.find(({ home }) => home.affinity !== affinity)
  if (stranger) {
    const message = `${label}: argument ${stranger.index + 1} is an object of the sync thread '${stranger.home.affinity}', and the call runs on '${affinity}'`
    throw new SyncToAsyncError('ERR_SYNC_UNCLONEABLE', message)
  }
  const indexes = new Set(found.map(({ index }) => index))
  return {
    args: found.length === 0 ? args : args.map((argument, index) => (indexes.has(index) ? undefined : argument)),
    references: found.map(({ index, home, path }) => ({ index, module: home.module, path })),
  }
}
