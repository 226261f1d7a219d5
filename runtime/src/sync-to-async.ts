import { pathToFileURL } from 'node:url'
import { Affinities } from './affinities'
import type { AsyncModule } from './async-module'
import { observed } from './call-observers'
import { type CallByPath, clientOf } from './client'
import { callInline } from './inline'
import { allowSync } from './marked-request'
import { type ClientHome, withoutReferences } from './object-reference'
import type { SyncToAsyncOptions } from './options'
import { SyncToAsyncError } from './sync-to-async-error'
import { isInline, isSyncThread, runClosers } from './thread-scope'
import type { Thread } from './thread'

const affinities = new Affinities()

/**
 * Gives an async client of a synchronous module. Its functions, and those of the objects that it exports, run on a thread of
 * their own, where the module is loaded, one after the other in the order of the calls; all modules share that one thread
 * unless their `affinity` says otherwise.
 * @param module `new URL('./users.sync.js', import.meta.url)`, or an absolute path, such as `require.resolve` gives.
 * @throws {SyncToAsyncError} ERR_SYNC_OPTIONS where its options contradict each other or another module's.
 */
export function syncToAsync<Module>(module: URL | string, options: SyncToAsyncOptions = {}): AsyncModule<Module> {
  const url = urlOf(module)
  const home = homeOf(url, options)
  const call = isInline(options.inline !== undefined) ? callInline(home, options) : callOnThread(home, options)
  return clientOf({ call: observed(call, url), home }, {}) as AsyncModule<Module>
}

/**
 * Refuses new calls, waits for those that were made, and ends all threads after their `onClose` functions have run.
 * A call made after that starts its thread anew.
 * @param ms Milliseconds after which a thread is ended by force.
 */
export async function closeAll(ms = 5000): Promise<void> {
  await affinities.close(ms)
  runClosers()
}

function homeOf(module: string, { affinity = 'default', inline = () => import(module) }: SyncToAsyncOptions): ClientHome {
  let loading: Promise<unknown> | undefined
  return {
    module,
    affinity,
    // What stands for a sync thread may block, whoever calls.
    load: () => loading ??= allowSync(() => Promise.resolve(inline())),
  }
}

function callOnThread({ module: url, affinity }: ClientHome, options: SyncToAsyncOptions): CallByPath {
  const { errors = [], carry, allowInstances = false } = options
  const file = url.slice(url.lastIndexOf('/') + 1)
  const threads = affinities.threadsFor(file, options)
  return async (path, given, { signal }) => {
    const label = `${file}#${path.join('.')}`
    if (isSyncThread()) throw new SyncToAsyncError('ERR_SYNC_NESTED', `${label}: this is a sync thread already; call the function itself`)
    const { args, references } = withoutReferences(given, { label, affinity })
    return leastBusy(threads).call({ module: url, path, args, references, label, context: carry?.(), errors, allowInstances, signal })
  }
}

function leastBusy(threads: readonly Thread[]): Thread {
  return threads.reduce((best, thread) => thread.load < best.load ? thread : best)
}

function urlOf(module: URL | string): string {
  if (module instanceof URL) return module.href
  return /^[a-z][a-z+.-]+:/i.test(module) ? module : pathToFileURL(module).href
}
