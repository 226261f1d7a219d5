import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leaveOutBreaking } from '../../src/test-runs/leave-out-breaking.js'

/** Tries numbers, of which the bad ones fail; counts how often. */
async function search(count: number, fails: (tried: readonly number[]) => boolean) {
  const items = Array.from({ length: count }, (_, index) => index)
  const attempts: number[][] = []
  const { kept, breaking } = await leaveOutBreaking(items, (tried) => {
    attempts.push([...tried])
    return Promise.resolve(fails(tried) ? `fails with ${tried.join()}` : undefined)
  })
  return { kept, left: breaking.map(({ item }) => item), breaking, attempts }
}

test('nothing is left out, and one attempt made, where all hold', async () => {
  expect(await search(5, () => false)).toEqual({ kept: [0, 1, 2, 3, 4], left: [], breaking: [], attempts: [[0, 1, 2, 3, 4]] })
  expect((await search(0, () => true)).attempts).toEqual([])
})

test('the one that breaks is found by halving, with its own failure', async () => {
  const { kept, breaking, attempts } = await search(64, (tried) => tried.includes(37))
  expect(kept).toHaveLength(63)
  expect(breaking).toEqual([{ item: 37, failure: `fails with ${Array.from({ length: 38 }, (_, index) => index).join()}` }])
  expect(attempts).toHaveLength(1 + 6 + 1)
})

test('one part alone is left out after one attempt', async () => {
  expect(await search(1, () => true)).toMatchObject({ kept: [], left: [0], attempts: [[0]] })
})

test('of two that fail only together, the later is left out', async () => {
  expect(await search(10, (tried) => tried.includes(2) && tried.includes(7))).toMatchObject({ left: [7], kept: [0, 1, 2, 3, 4, 5, 6, 8, 9] })
})

test('whatever breaks, what is kept has been tried as it is, holds, and took few attempts', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.uniqueArray(fc.nat(39), { maxLength: 5 }), async (count, bad) => {
    const wanted = bad.filter((item) => item < count).sort((a, b) => a - b)
    const { kept, left, attempts } = await search(count, (tried) => tried.some((item) => wanted.includes(item)))
    expect(left).toEqual(wanted)
    if (kept.length > 0) expect(attempts).toContainEqual(kept)
    expect(attempts.length).toBeLessThanOrEqual(1 + wanted.length * (Math.ceil(Math.log2(count)) + 1))
  }))
})
