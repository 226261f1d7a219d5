import type { PromiseLoss } from '../model/promises.js'

/** Nobody waits. */
export type FloatingLoss = Extract<PromiseLoss, 'dropped' | 'dropped-callback'>

/** Somebody uses the promise in place of what it resolves to. */
export type MisusedLoss = Exclude<PromiseLoss, FloatingLoss>

/** What a promise that is lost in this way means, and what to do. */
export interface LossText {
  why: string
  help: string
}

const awaitIt = 'Await it first: `await {text}`.'

/** The sentences of each way to lose a promise. */
export const lossTexts: Record<PromiseLoss, LossText> = {
  'dropped': {
    why: 'Nobody waits for `{text}`, and nobody hears of it if it fails: Node ends the process on a rejection that nobody handles.',
    help: 'Await it; if it is meant to go on by itself, write `void` before it and catch its errors.',
  },
  'dropped-callback': {
    why: '`forEach` drops the promises of `{text}`: the code after it runs before they are done, and their errors are lost.',
    help: 'Write a `for…of` loop that awaits each, or await `Promise.all` of a `map` where the order does not matter.',
  },
  'condition': { why: '`{text}` is a promise, so this condition is always true.', help: awaitIt },
  'test-callback': {
    why: '`{text}` gives a promise, which the array\'s method takes for `true`, or for a number.',
    help: 'Compute the answers first, with `await Promise.all(items.map(…))`, and use those.',
  },
  'value': { why: '`{text}` is a promise, used here as if it was the value that it resolves to.', help: awaitIt },
  'member': { why: '`{text}` is asked of a promise, which does not have it: it is `undefined`.', help: 'Await the promise first, in parentheses: `(await promise).member`.' },
  'written-out': { why: '`{text}` is or holds a promise, and JSON makes `{}` of it.', help: 'Await the promise, or all of a list with `await Promise.all(…)`, before it is written out.' },
}

/** The sentences of a loss that came as text. */
export function describeLoss(loss: string): LossText | undefined {
  return Object.entries(lossTexts).find(([each]) => each === loss)?.[1]
}
