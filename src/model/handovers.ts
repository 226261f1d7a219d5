import type { CallUse } from './calls.js'
import type { FileId, FunctionId, Span } from './ids.js'

/** What code that is handed a function does with the promise that it returns once it is async. */
export type Consumer =
  /** Awaits or forwards it: `.then`, a test's callback, a framework's handler. */
  | 'awaits'
  /** Drops it, and nothing waits for the result: timers, event listeners. */
  | 'ignores'
  /** A rewrite can make that wait: what calls it once per item, an assertion that it throws, a test inside of a test. */
  | 'rewritable'
  /** Uses the result at once, so that a promise would be wrong: `sort`, `replace`, an unknown library. */
  | 'needs-result'

/** What calls back once per item and has an async form. */
export type CallbackMethod =
  | 'forEach' | 'map' | 'flatMap' | 'filter' | 'some' | 'every'
  | 'find' | 'findIndex' | 'findLast' | 'findLastIndex' | 'reduce' | 'reduceRight'
  /** Of whatever has entries of keys and values, and of whatever has values alone. */
  | 'Map.forEach' | 'Set.forEach'
  | 'Array.from' | 'replace' | 'replaceAll' | 'sort' | 'toSorted'

/** A comparator that compares the same key of both items, so that the keys can be computed before. */
export interface Comparison {
  /** The key of one item, `statSync(a).size`, and the parameter that stands for the item there, `a`. */
  key: Span
  parameter: string
  /** What the two keys are called where they are compared. */
  names: [string, string]
  /** The comparison, and the keys in it, each with the name that takes its place. */
  body: Span
  keys: { span: Span; name: string }[]
}

/** A call that calls back, in a way that a rewrite can make wait. */
export interface CallbackCall {
  span: Span
  method: CallbackMethod
  use: CallUse
  /** Nothing is known of the list but that it has this method. */
  isAssumed?: true
  /** For `sort` and `toSorted`. */
  comparison?: Comparison
}

/** What makes a call wait for the function that it is handed. */
export type WaitSpelling =
  /** `t.test('…', fn)` → `await t.test('…', fn)` */
  | { by: 'await' }
  /** `assert.throws(fn)` → `await assert.rejects(fn)`; `module` where the name itself is imported. */
  | { by: 'name'; name: Span; to: string; module?: string }
  /** `expect(fn).toThrow()` → `await expect(fn()).rejects.toThrow()`; some take the function itself. */
  | { by: 'promise'; takesFunction?: true }
  /** `expect(fn).to.throw()` → `expect(await outcomeOf(fn)).to.throw()` */
  | { by: 'outcome' }

/** The call that can be made to wait, and what becomes of its value. */
export type WaitFact = { call: Span; use: CallUse } & WaitSpelling

/** A function used as a value, where it is handed to code that cannot be rewritten. */
export interface HandoverFact {
  file: FileId
  /** The expression that denotes the function. */
  span: Span
  /** The function in which this is written. */
  by: FunctionId
  function: FunctionId
  consumer: Consumer
  /** What it is handed to, in words a person knows: `Array.prototype.sort`, `EventEmitter.on`. */
  to: string
  /** Where a rewrite is possible. */
  call?: CallbackCall
  /** Where a rewrite of the call is all that it takes: how. */
  wait?: WaitFact
  /** The identifier that a twin's name would replace. */
  name?: Span
  /** What it is called there, where that is not its own name. */
  as?: string
  /** The name stands for all of its module, of which the twin is a member: `load.loadAsync`. */
  asModule?: true
}
