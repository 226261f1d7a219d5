import fs from 'node:fs'
import type { Scheduler } from './scheduler.js'

type AnyFunction = (...args: unknown[]) => unknown

/** Modules whose async functions park, and then do what their sync forms do in one step. */
export function parkedModules(scheduler: Scheduler, loadSync: (url: URL) => unknown): Map<string, object> {
  const promises = parkedFiles(scheduler)
  const sleep = (milliseconds?: number, value?: unknown) => scheduler.park(`sleep ${String(milliseconds)}`, () => value)
  return new Map<string, object>([
    ['fs', { ...fs, promises, default: { ...fs, promises } }],
    ['fs/promises', { ...promises, default: promises }],
    ['timers/promises', { setTimeout: sleep, setImmediate: (value: unknown) => scheduler.park('setImmediate', () => value) }],
    ['unblock-runtime', { syncToAsync: (url: URL | string) => clientOf(() => loadSync(new URL(url)), [], scheduler) }],
  ])
}

function parkedFiles(scheduler: Scheduler): Record<string, AnyFunction> {
  const syncForms = new Map<string, unknown>(Object.entries(fs))
  const parked = Object.keys(fs.promises).flatMap((name): [string, AnyFunction][] => {
    const sync = syncForms.get(`${name}Sync`)
    return isFunction(sync) ? [[name, (...args) => scheduler.park(`${name} ${String(args[0])}`, () => sync(...args))]] : []
  })
  let folders = 0
  const mkdtemp = (prefix: unknown) => scheduler.park('mkdtemp', () => {
    const path = `${String(prefix)}${String(++folders).padStart(6, '0')}`
    fs.mkdirSync(path)
    return path
  })
  // A handle's methods would have to park as well.
  const open = () => { throw new Error('The schedules of fs.promises.open are not known.') }
  return { ...Object.fromEntries(parked), mkdtemp, open }
}

/** Any function of a module, called in one step of the database thread. */
function clientOf(load: () => unknown, path: readonly string[], scheduler: Scheduler): object {
  return new Proxy(() => undefined, {
    get: (_, name) => (typeof name === 'symbol' || name === 'then' ? undefined : clientOf(load, [...path, name], scheduler)),
    apply: (_, __, args: unknown[]) => scheduler.park(path.join('.'), () => {
      const holder = path.slice(0, -1).reduce(member, load())
      const called = member(holder, path.at(-1) ?? 'default')
      if (!isFunction(called)) throw new Error(`${path.join('.')} is no function`)
      return Reflect.apply(called, holder, args)
    }),
  })
}

function member(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function'
}
