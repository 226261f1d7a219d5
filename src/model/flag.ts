import type { FunctionId, Place } from './ids.js'

export type Severity = 'blocks' | 'review' | 'note'

export type FlagCode =
  | 'cannot-be-async'
  | 'escapes'
  | 'assumed-array'
  | 'blocking-call-left'
  | 'cannot-move'
  | 'mixed-connections'
  | 'parallel-side-effects'
  | 'race-across-await'
  | 'check-then-act'
  | 'busy-wait'
  | 'await-in-transaction'
  | 'unhandled-rejection'
  | 'public-api-changed'
  | 'mock-of-converted'
  | 'mock-of-swapped-api'
  | 'floating-promise'
  | 'misused-promise'
  | 'check-failed'
  | 'test-failed'
  | 'guard-left-out'
  | 'syntax-error'
  | 'unreadable-file'
  | 'project-error'
  | 'stale-file'
  | 'idle-ignore'

/** A finding for a person. The sentences are made from `code` and `data` in src/flags. */
export interface Flag extends Place {
  code: FlagCode
  function?: FunctionId
  /** What the sentences need: names, messages. */
  data: Record<string, string>
}
