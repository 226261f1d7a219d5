import type { CallOptions } from './options'
import { type ClientHome, type ObjectReference, standsFor } from './object-reference'
import type { ExportPath } from './protocol'

/** Runs what the module exports under a path. */
export type CallByPath = (path: ExportPath, args: readonly unknown[], options: CallOptions) => Promise<unknown>

/** How a client calls, and where. */
export interface Calls {
  call: CallByPath
  home: ClientHome
}

const remake = Symbol('unblock-runtime: the same client with other call options')
/** `findUser` and `userDb.find`: what lies deeper is no export, but a value that stays in the thread. */
const deepest = 2

/**
 * A function that runs in the thread, and on which every name is such a function, too. Nobody here knows what the module exports
 * before it is loaded there.
 */
export function clientOf({ call, home }: Calls, options: CallOptions, path: ExportPath = []): object {
  const members = new Map<string, object>()
  const memberNamed = (name: string): object => {
    const member = members.get(name) ?? clientOf({ call, home }, options, [...path, name])
    members.set(name, member)
    return member
  }
  // A CommonJS module may export a function and nothing else; so its client is one, too.
  const called = path.length === 0 ? ['default'] : path
  const target = nameless((...args) => call(called, args, options))
  // What a test has put in place of a member, such as a spy, is an own property of the target.
  const isMember = (name: string | symbol): name is string => path.length < deepest && !Object.hasOwn(target, name) && !isOfTheLanguage(name, path)
  return new Proxy(target, {
    get: (_, name) => {
      if (name === remake) return (other: CallOptions) => clientOf({ call, home }, other, path)
      if (name === standsFor) return path.length === 1 ? { home, path } satisfies ObjectReference : undefined
      return isMember(name) ? memberNamed(name) : Reflect.get(target, name) as unknown
    },
    has: (_, name) => isMember(name) || Reflect.has(target, name),
  })
}

/** The same client with options for the calls made through it: `withOptions(users, { signal }).create(name)`. */
export function withOptions<Client extends object>(of: Client, options: CallOptions): Client {
  const make = Reflect.get(of, remake) as ((options: CallOptions) => Client) | undefined
  if (!make) throw new TypeError('withOptions takes what syncToAsync gave')
  return make(options)
}

/** A client is no promise and has no JSON, and what it exports can be bound: these are asked for by the language, or meant for the function here. */
function isOfTheLanguage(name: string | symbol, path: ExportPath): boolean {
  return typeof name === 'symbol' || name === 'then' || name === 'toJSON' || name in Object.prototype || (name === 'bind' && path.length > 0)
}

/** A queue may well have a `length()` of its own. */
function nameless(run: (...args: unknown[]) => Promise<unknown>): object {
  Reflect.deleteProperty(run, 'name')
  Reflect.deleteProperty(run, 'length')
  return run
}
