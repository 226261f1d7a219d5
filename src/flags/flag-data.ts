import type { StuckReason } from '../model/database.js'
import type { Barrier } from '../model/functions.js'
import type { FloatingLoss, MisusedLoss } from './promise-texts.js'
import type { ParallelWords } from './parallel-texts.js'
import type { StateKind } from '../model/races.js'

/** Why a function cannot be async: a barrier of its own, or the code that it is handed to. */
export type Obstacle = Barrier | 'promise-executor'

/** What the sentences of each flag are made from: the `data` of a `Flag` with that code. */
export interface FlagData {
  /** `site`: what the function is handed to or called by, in words: `Array.prototype.sort`. */
  'cannot-be-async': { function: string; barrier: Obstacle; site?: string }
  /** `to`: the code that the function is handed to, in words. */
  'escapes': { function: string; to: string }
  'assumed-array': { method: string }
  /** `why`: half a sentence that goes on after "it stays, because"; `advice`: what to do, where the rule knows that. */
  'blocking-call-left': { api: string; why: string; advice?: string }
  /** `what`: the value or the code that stands in the way, as it is written. */
  'cannot-move': { reason: StuckReason; what: string }
  'mixed-connections': { others: string }
  /** In pieces of sentences: what runs at the same time, what may be done when it fails, in which order to do it. */
  'parallel-side-effects': ParallelWords & Record<string, string>
  /** `state`: what is shared, `read` and `write`: the code that does so, `wait`: what is awaited in between. */
  'race-across-await': { state: string; read: string; write: string; wait: string }
  /** `reason`: what kind of state is tested; the other data are as above. */
  'check-then-act': { reason: StateKind; state: string; read: string; write: string; wait: string }
  /** `state`: what the loop waits for. */
  'busy-wait': { state: string }
  /** `wait`: what is awaited. */
  'await-in-transaction': { wait: string }
  /** `to`: the code that drops the promise, in words: `EventEmitter.on`. */
  'unhandled-rejection': { to: string }
  'public-api-changed': { name: string }
  /** `why`: half a sentence that goes on after "it is mocked here, and". */
  'mock-of-converted': { function: string; why: string }
  /** `api`: what is mocked; `was`: those of its functions that were called, `now`: what is called in their place. */
  'mock-of-swapped-api': { api: string; was: string; now: string }
  /** `text`: the call, or the callback, whose promise nobody waits for. */
  'floating-promise': { text: string; loss: FloatingLoss }
  /** `text`: the promise, as it is written where only what it resolves to makes sense. */
  'misused-promise': { text: string; loss: MisusedLoss }
  'check-failed': { message: string }
  /** `why`: half a sentence that goes on after the command; `output`: the part of its output that tells. */
  'test-failed': { command: string; why: string; output: string }
  'guard-left-out': { message: string }
  'syntax-error': { message: string }
  'unreadable-file': { message: string }
  'project-error': { message: string }
  'stale-file': Record<string, never>
  /** `why`: half a sentence that goes on after "silences nothing". */
  'idle-ignore': { why: string }
}
