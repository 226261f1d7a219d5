import type { FunctionId, Place, Span } from './ids.js'

/** What an effect touches. Nobody orders by `log`, which is never counted. */
export type EffectKind =
  | 'file'
  | 'database'
  | 'network'
  /** Other programs. */
  | 'process'
  | 'mail'
  /** Messages and jobs for others to take. */
  | 'queue'
  /** Variables and fields that outlive the call. */
  | 'shared-state'
  | 'timer'
  /** The end of this process. */
  | 'exit'
  | 'log'

/** `unknown`: it touches that, and nobody can tell here whether it changes it. */
export type Access = 'read' | 'write' | 'unknown'

/** What a call does to what it touches. */
export interface Effect {
  kind: EffectKind
  access: Access
  /** Doing it again, or before it was needed, harms nobody: `mkdir` with `recursive`, `rm` with `force`. */
  isRepeatable?: true
  /** Whatever was there before is replaced, so that doing it again gives the same: `writeFile`. */
  overwrites?: true
}

/** An effect, and where it comes from. */
export interface EffectFact extends Effect, Place {
  /** What has it, as it is written: `axios.post`, `db.query`. */
  by: string
  /** What it touches, as far as the code says: a path's expression, a table, a URL, a variable; absent where that is another thing each time. */
  resource?: string
}

/** A call of which nothing is known. */
export interface UnknownCall extends Place {
  /** What is called, as it is written. */
  by: string
  /** The package that it belongs to, where that is known. */
  module?: string
}

/** What running a piece of code does, with all that it calls. */
export interface EffectSummary {
  effects: EffectFact[]
  /** Not empty: it may do more than `effects` says. */
  unknowns: UnknownCall[]
}

/** How a call's effect follows from its arguments. */
export type EffectBy =
  /** By the verbs of the SQL in the first argument: as text, or as its `text` or `sql`. */
  | 'sql'
  /** The same of the SQL that the statement was prepared with. */
  | 'statement'
  /** By `method` in the options: GET and HEAD read, which is what is done without it; others write. */
  | 'http-method'
  /** By the command that it runs. */
  | 'command'
  /** By the name of the class of the first argument: `new GetObjectCommand(…)`. */
  | 'class-name'

/** What a function or method of a package does: `repeatable` and `overwrites` are writes. */
export type PlainEffect = 'none' | 'read' | 'write' | 'unknown' | 'repeatable' | 'overwrites'

/** The same where it follows from the arguments; `withOption`: by an option that is set to `true`. */
export type CallEffect = PlainEffect | EffectBy | { withOption: string; is: PlainEffect; otherwise: PlainEffect }

/** What the calls of one or more packages do: data, for users as well. */
export interface EffectTable {
  /** Without `node:`; what is in a folder of a package counts as the package: `drizzle-orm/pg-core`. */
  modules: readonly string[]
  kind: EffectKind
  /** By the last name of what is called: of an export, or a method of whatever the package gave. */
  calls: Readonly<Record<string, CallEffect>>
  /** What all other calls do. */
  otherwise: CallEffect
  /** What a call of the module itself, or of its default export, does: `axios(options)`, `got(url)`. */
  itself?: CallEffect
  /** The functions that it is handed it calls some other time: a web framework's handlers. */
  keepsCallbacks?: true
  /** What names the resource: the first argument, or what a method is called on, `User` of `User.create()`. */
  resource: 'first-argument' | 'receiver'
}

/** How calls come to run at the same time. */
export type ParallelForm =
  /** `Promise.all([a(), b()])`, or one of its relatives. */
  | 'list'
  /** `Promise.all(items.map(async …))`: once per item. */
  | 'map'
  /** `const a = f(); const b = g(); await a`: `g` runs while `f` is under way. */
  | 'started'

/** One of the things that run at the same time. */
export interface ParallelMember extends EffectSummary {
  span: Span
  /** As it is written. */
  text: string
  /** It runs once per item of a list. */
  isRepeated?: true
  /** Whoever wrote it looks at the failure of each item by itself. */
  isHandledPerItem?: true
}

/** Calls that run at the same time, and what each does. */
export interface ParallelGroup extends Place {
  form: ParallelForm
  /** `Promise.all`, as it is written; of `started`, the first call. */
  by: string
  /** The function in which it stands, if that may change, and those that may change and run it through others. */
  functions: FunctionId[]
  members: ParallelMember[]
}

/** What a person says of a function: the exported name, a method's, or `Store#save`; `*` for all others of the module. */
export interface ToldEffect {
  /** A package, or a file of the project by its path: `./src/audit.ts`. */
  module: string
  name: string
  does: ToldEffects
}

/** The effects of one call, as a configuration or an `@effect` tag tells them; none are an empty list. */
export type ToldEffects = readonly Effect[] | 'unknown'
