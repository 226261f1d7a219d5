/** What running an API does to the world outside the process's memory. */
export type Effect = 'none' | 'read' | 'write' | 'unknown'

/** How the asynchronous counterpart of a blocking call is spelled. */
export type ApiTarget =
  /** `fs.readFileSync(p)` → `fs.promises.readFile(p)`, or a name imported from `<module>/promises`. */
  | { via: 'promises'; name: string }
  /** `crypto.scryptSync(…)` → `promisify(crypto.scrypt)(…)`; `pick` takes one property of the result. */
  | { via: 'promisify'; name: string; pick?: string; extraArguments?: string[] }
  /** `existsSync(p)` → `exists(p)`, a small function added at the end of the file; see transforms/helpers. */
  | { via: 'helper'; helper: string }
  /** `dir.readSync()` → `dir.read()`: another method of the same object. */
  | { via: 'method'; name: string }
  /** `Atomics.wait(array, 0, 0, ms)` → `setTimeout(ms)` of `timers/promises`. */
  | { via: 'timer' }
  /** `glob.sync(p)` → `glob(p)`, or with `promisify` → `promisify(glob)(p)`: what the function is a member of. */
  | { via: 'owner'; promisify?: true }
  /** Nothing takes its place: the call is left and flagged, with what a person can do about it. */
  | { via: 'none'; advice: string }

/** A target that can be spelled. */
export type SwapTarget = Exclude<ApiTarget, { via: 'none' }>

/** Holds for a call when every part that is given holds. */
export interface CallCondition {
  /** The number of arguments is one of these. */
  count?: number[]
  /** The argument at this index … */
  argument?: number
  /** … is (or, by its type, may be) a number: a file descriptor. */
  isNumber?: true
  /** … is anything but an object literal without this key, or without all of these, so that it may be there. */
  mayHaveKey?: string | readonly string[]
  /** … is an object literal. */
  isObject?: true
  /** … is an object literal with this key. */
  hasKey?: string
  /** An argument is a function, or is of a type that says nothing, so that it may be one. */
  hasCallback?: 'surely' | 'perhaps'
  /** What the function is called as a member of is a function itself: `glob` of `glob.sync(p)`. */
  ownerIsFunction?: true
}

/** A blocking API and what takes its place. The first variant whose condition holds wins, then `target`. */
export interface ApiRule {
  /** The module without `node:`: `fs`; a module of the project by its path: `./src/files.ts`. */
  module: string
  /** The exported name, `readFileSync`, `default` for the module itself, or `Dir#readSync` for a method of a class that the module exports. */
  name: string
  effect: Effect
  /** The versions of the package that it holds for, as package.json would say it; all of them if left out. */
  versions?: string
  /** Calls that it is not about, as they are asynchronous already. */
  unless?: readonly CallCondition[]
  target: ApiTarget
  variants?: { when: CallCondition; target: ApiTarget }[]
}

/** `fs.readFileSync`, or `./src/files.ts#load`: a rule's module and name. */
export type RuleId = `${string}.${string}` | `${string}#${string}`
