import { expect, test } from 'vitest'
import { Backoff } from '../../runtime/dist/backoff.js'

/** The pauses after crashes that come `lived` ms after each start. */
function pauses(lives: number[]): number[] {
  const backoff = new Backoff()
  let now = 0
  return lives.map((lived) => {
    backoff.started(now)
    now += lived
    backoff.crashed(now)
    const pause = backoff.pauseLeft(now)
    now += pause
    return pause
  })
}

test('the first crash costs no pause, each further one twice the last, up to half a minute', () => {
  expect(pauses([1, 1, 1, 1])).toEqual([0, 100, 200, 400])
  expect(pauses(Array<number>(20).fill(1)).at(-1)).toBe(30_000)
})

test('a thread that lived ten seconds starts the count anew', () => {
  expect(pauses([1, 1, 1, 10_000, 1])).toEqual([0, 100, 200, 0, 100])
})

test('the pause runs out with time', () => {
  const backoff = new Backoff()
  backoff.started(0)
  backoff.crashed(0)
  backoff.crashed(0)
  expect([0, 40, 100, 500].map((now) => backoff.pauseLeft(now))).toEqual([100, 60, 0, 0])
})
