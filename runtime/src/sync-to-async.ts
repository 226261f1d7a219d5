import { pathToFileURL } from 'node:url'
import { Affinities } from './affinities'
import type { AsyncModule } from './async-module'
import { callInline } from './inline'
import type { CallOptions, SyncToAsyncOptions } from './options'
import { SyncToAsyncError } from './sync-to-async-error'
import { isInline, isSyncThread, runClosers } from './thread-scope'
import type { Thread } from './thread'

type AsyncFunction = (...args: unknown[]) => Promise<unknown>

const affinities = new Affinities()
const remake = Symbol('unblock-runtime: the same client with other call options')

/**
 * Gives an async client of a synchronous module. Its functions run on a thread of their own, where the module is loaded,
 * one after the other in the order of the calls; all modules share that one thread unless their `affinity` says otherwise.
 * @param module `new URL('./users.sync.js', import.meta.url)`, or an absolute path.
 * @throws {SyncToAsyncError} ERR_SYNC_OPTIONS where its options contradict each other or another module's.
 */
export function syncToAsync<Module>(module: URL | string, options: SyncToAsyncOptions = {}): AsyncModule<Module> {
  const url = urlOf(module)
  const call = isInline() ? callInline(url, options) : callOnThread(url, options)
  return client(call, {}) as AsyncModule<Module>
}

/** The same client with options for the calls made through it: `withOptions(users, { signal }).create(name)`. */
export function withOptions<Client extends object>(of: Client, options: CallOptions): Client {
  const make = Reflect.get(of, remake) as ((options: CallOptions) => Client) | undefined
  if (!make) throw new TypeError('withOptions takes what syncToAsync gave')
  return make(options)
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

/** Runs a named function of the module. */
export type CallByName = (name: string, args: readonly unknown[], options: CallOptions) => Promise<unknown>

function client(call: CallByName, options: CallOptions): object {
  const functions = new Map<string, AsyncFunction>()
  const functionNamed = (name: string): AsyncFunction => {
    const known = functions.get(name)
    if (known) return known
    const made: AsyncFunction = (...args) => call(name, args, options)
    functions.set(name, made)
    return made
  }
  return new Proxy(Object.freeze({}), {
    get: (_, name) => {
      if (name === remake) return (other: CallOptions) => client(call, other)
      // A client is no promise and has no JSON: both are asked for by the language itself.
      return typeof name !== 'string' || name === 'then' || name === 'toJSON' ? undefined : functionNamed(name)
    },
  })
}

function callOnThread(url: string, options: SyncToAsyncOptions): CallByName {
  const { errors = [], carry, allowInstances = false } = options
  const file = url.slice(url.lastIndexOf('/') + 1)
  const threads = affinities.threadsFor(file, options)
  return async (name, args, { signal }) => {
    const label = `${file}#${name}`
    if (isSyncThread()) throw new SyncToAsyncError('ERR_SYNC_NESTED', `${label}: this is a sync thread already; call the function itself`)
    return leastBusy(threads).call({ module: url, name, args, label, context: carry?.(), errors, allowInstances, signal })
  }
}

function leastBusy(threads: readonly Thread[]): Thread {
  return threads.reduce((best, thread) => thread.load < best.load ? thread : best)
}

function urlOf(module: URL | string): string {
  if (module instanceof URL) return module.href
  return /^[a-z][a-z+.-]+:/i.test(module) ? module : pathToFileURL(module).href
}
