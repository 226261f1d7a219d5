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
