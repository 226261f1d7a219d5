import type { FunctionId, Place } from './ids.js'

/** How a promise gets lost: nobody waits for it, or it stands where only what it resolves to makes sense. */
export type PromiseLoss =
  /** `save()` alone in a statement. */
  | 'dropped'
  /** `items.forEach(async …)` */
  | 'dropped-callback'
  /** `if (isAdmin())` */
  | 'condition'
  /** `items.filter(async …)` */
  | 'test-callback'
  /** In arithmetic, in a template, spread, taken apart. */
  | 'value'
  /** `load().name`, which in JavaScript is silently `undefined`. */
  | 'member'
  /** `res.json(load())`, `JSON.stringify({ user: load() })` */
  | 'written-out'

/** A promise that was lost before any conversion. */
export interface LostPromiseFact extends Place {
  in: FunctionId
  loss: PromiseLoss
  /** What is written there, on one line and not too long. */
  text: string
}
