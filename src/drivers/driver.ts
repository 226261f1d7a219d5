import type { Effect } from '../model/rules.js'

/** What a call does to the database: as written, by the verb of its first argument, or by what it was prepared with. */
export type CallEffect = Effect | 'of-sql' | 'of-statement'

/** What a call of a driver's method gives, does, and does with a function that it is handed. */
export interface DriverMethod {
  effect: CallEffect
  /** The class of what it gives, when that belongs to the driver as well. */
  gives?: string
  /** `runs`: at once. `keeps`: it gives a function that runs it, as `transaction` does. `registers`: for SQL to call. */
  callback?: 'runs' | 'keeps' | 'registers'
  /** The class of what a callback is called with. */
  callbackGets?: string
}

/** Values of a driver that must not leave the thread of their connection: connections, statements, iterators. */
export interface DriverClass {
  /** The exported names of its types. */
  types: readonly string[]
  methods: Readonly<Record<string, DriverMethod>>
  /** Properties that hold such values, with the class of each. */
  members?: Readonly<Record<string, string>>
  /** The class of what all other methods give, of a query that is built by chained calls. */
  otherMethods?: string
  /** The class of all other properties. */
  otherMembers?: string
  /** It is a function, and this is what a call of it does. */
  call?: DriverMethod
  /** `await` runs it. */
  isAwaitable?: true
}

/** What opens a connection: an exported function or class; `''` for what the module is or exports by default. */
export interface DriverConnection {
  name: string
  gives: string
  /** The first argument may be a connection of another driver, or hold one as `client`. */
  wraps?: true
}

/** A driver with a synchronous API: its module without `node:`, what opens a connection, and the classes of its values. */
export interface Driver {
  /** A module of the project by its path: `./src/database.ts`. */
  module: string
  connections: readonly DriverConnection[]
  classes: Readonly<Record<string, DriverClass>>
  /** Exported functions that work on a connection of the module's own. */
  functions?: Readonly<Record<string, DriverMethod>>
}
