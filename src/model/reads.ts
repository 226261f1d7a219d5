import type { FileId, FunctionId, Place, Span } from './ids.js'

/** Why a step cannot become a part of a list, whatever it does. */
export type ReadObstacle =
  /** `const a: T = …` */
  | 'typed'
  /** A comment stands before it, or in it. */
  | 'comment'
  /** It waits for something else before the call. */
  | 'waits-inside'
  /** It may throw before there is a promise, and would leave those that were started alone. */
  | 'may-throw'

/** `const a = f()`, where the call is awaited or may come to be. */
export interface ReadStep {
  statement: Span
  /** The name, or the pattern, that is declared. */
  pattern: Span
  call: Span
  isAwaited?: true
  does: 'reads' | 'effect' | 'unknown'
  /** What has the effect, or is not known. */
  by?: string
  /** The steps before it whose results it uses. */
  needs: readonly number[]
  stuck?: ReadObstacle
}

/** Statements of one block, one right after the other. */
export interface ReadSequence {
  file: FileId
  function: FunctionId
  steps: readonly ReadStep[]
}

/** Reads that need not wait for one another; the place is that of the first. */
export interface ReadRun extends Place {
  function: FunctionId
  steps: readonly ReadStep[]
}

/** Why a read goes on to wait for the one before it. */
export type ReadLeft = Place & (
  | { why: 'needs' | ReadObstacle | 'rewritten' }
  | { why: 'effect' | 'unknown'; by: string }
)

/** What can be read at the same time, and whether the plan does that. */
export interface ReadPlan {
  isDone: boolean
  runs: ReadRun[]
  left: ReadLeft[]
}
