import type { CallbackCall } from './handovers.js'
import type { FileId, FunctionId, Span } from './ids.js'
import type { RuleId } from './rules.js'

/** What happens to the value of a call where it stands. */
export type CallUse =
  /** Already under `await`, or inside `Promise.all([...])`. */
  | 'awaited'
  /** `return f()`, or an arrow's expression body, outside of any `try`. */
  | 'returned'
  /** `f()` alone in a statement. */
  | 'statement'
  | 'value'

/** How a generator's items are taken, which is when its body runs; the span is that of the iterator. */
export type IterationUse =
  /** One by one or all at once: a loop, a spread, `Array.from`. */
  | 'iterated'
  /** By `yield*`, which takes from sync and async generators alike. */
  | 'delegated'

/** A call of a function that blocks, or that calls one that does; for a generator, where its items are taken. */
export interface CallFact {
  file: FileId
  span: Span
  caller: FunctionId
  callee: FunctionId
  /** The identifier that a twin's name would replace; absent where the call does not go through the name. */
  name?: Span
  /** What it is called there, where that is not its own name. */
  as?: string
  /** The name stands for all of its module, of which the twin is a member: `load.loadAsync`. */
  asModule?: true
  use: CallUse | IterationUse
}

/** What is known of one argument without running anything. */
export type ArgumentFact =
  | { is: 'number' }
  | { is: 'object-literal'; keys: string[]; open: boolean }
  | { is: 'spread' }
  | { is: 'function' }
  /** Its type says nothing. */
  | { is: 'any' }
  | { is: 'other' }

/** A use of a blocking API. */
export interface ApiUseFact {
  file: FileId
  /** The call's span; where the API is not called but passed on, the span of the reference. */
  span: Span
  caller: FunctionId
  rule: RuleId
  /** The versions that the rule is for, where there are several of one name. */
  versions?: string
  /** Nobody can tell whether the rule is for the version of the package that the file uses. */
  isVersionUnknown?: true
  /** What the swap replaces: `fs.readFileSync`, or the name alone. */
  callee: Span
  /** `member` for `fs.readFileSync`, where `object` is `fs`; `name` for an imported or destructured name; `computed` for `fs[name]`, where it may be one of several. */
  access: 'member' | 'name' | 'computed'
  object?: Span
  /** The module itself, where the object is only a part of it: the `fs` of `fs.realpathSync.native`. */
  moduleObject?: Span
  /** The object is a function itself. */
  ownerIsFunction?: true
  use: CallUse | 'not-called'
  /** Where it is handed to code that calls it once per item. */
  calledBack?: CallbackCall
  /** Of the call; of a callback, as far as they are known. */
  arguments: ArgumentFact[]
}
