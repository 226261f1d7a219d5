import type { FunctionId, Place, Span } from './ids.js'

/** A piece of code, and how a person would name it. */
export interface CodePlace {
  span: Span
  text: string
}

/** A call or an `await`, where other requests may come in. */
export interface WaitPlace extends CodePlace {
  /** It waits already; a call waits once the plan has it awaited. */
  isAwait?: true
}

/** Where shared state is kept, which decides what a person can do. */
export type StateKind = 'variable' | 'file' | 'database'

/** An expression that can be computed ahead of its statement, and what its value is called there. */
export interface Hoist {
  expression: Span
  name: string
}

/** How a race can be mended, without a change to what the program does for one request at a time. */
export type RaceRepair =
  /** What is awaited goes ahead of the statement; `isAlone` where that is no part of a list of statements, and needs braces to become two. */
  | { by: 'hoist'; statement: Span; isAlone: boolean; hoists: readonly Hoist[] }
  /** `mkdir` with `recursive`; `whole` where the test can go, with what its callee is imported by; `tells` where something else hangs on the test. */
  | { by: 'recursive-mkdir'; call: Span; whole?: { statement: Span; test: Span; tested: Span }; tells?: true }

/**
 * Shared state is read, and a later write in the same function depends on what was read. In sync code nothing comes in between; whether
 * something does in the new text, only a plan can tell. The place is that of the write.
 */
export interface StaleFact extends Place {
  kind: 'stale'
  function: FunctionId
  state: StateKind
  /** As the code calls it: `stats.alive`. */
  name: string
  /** `value`: what was read goes into what is written. `test`: it decides whether to write. */
  dependence: 'value' | 'test'
  read: CodePlace
  write: CodePlace
  /** On some way from the read to the write. */
  between: readonly WaitPlace[]
  repair?: RaceRepair
}

/** A loop that waits for what nothing in it can change. */
export interface WaitingLoopFact extends Place {
  kind: 'waiting-loop'
  function: FunctionId
  /** What it waits for: `ready`. */
  name: string
  /** What may let other code run. */
  between: readonly WaitPlace[]
}

/** A transaction during which other code runs on the same connection; the place is that of the `await`. */
export interface OpenTransactionFact extends Place {
  kind: 'open-transaction'
  function: FunctionId
  /** What is awaited. */
  name: string
}

/** What is safe as long as no other request comes in between. */
export type RaceFact = StaleFact | WaitingLoopFact | OpenTransactionFact
