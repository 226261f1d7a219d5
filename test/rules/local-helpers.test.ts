import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CallbackMethod } from '../../src/model/handovers.js'
import { localHelpers } from '../../transforms/local-helpers/index.js'
import { helpersOfOneModule, spellHelpers, typeErrors, withoutTypes } from './spell.js'

type Callback = (this: unknown, ...args: unknown[]) => unknown
type ArrayHelper = (items: unknown[], callback: Callback, ...rest: unknown[]) => Promise<unknown>

const methods: CallbackMethod[] = [
  'forEach', 'map', 'flatMap', 'filter', 'some', 'every',
  'find', 'findIndex', 'findLast', 'findLastIndex', 'reduce', 'reduceRight',
]

const all = helpersOfOneModule
let loaded: Partial<Record<string, ArrayHelper>> = {}

beforeAll(async () => {
  const folder = fs.mkdtempSync(join(tmpdir(), 'unblock-helpers-'))
  const file = join(folder, 'helpers.mjs')
  fs.writeFileSync(file, `${spellHelpers(all, 'javascript')}\nexport { ${all.map(({ name }) => name).join(', ')} }\n`)
  loaded = (await import(pathToFileURL(file).href)) as typeof loaded
  return () => { fs.rmSync(folder, { recursive: true }) }
})

describe('every helper', () => {
  test.each(Object.entries(localHelpers))('%s is called so, and opens with a sentence', (name, helper) => {
    expect(helper.name).toBe(name)
    for (const source of [helper.javascript, helper.typescript]) {
      expect(source).toMatch(new RegExp(`^/\\*\\* [A-Za-z].*\\. \\*/\n(async )?function ${name}\\b`))
    }
  })

  test.each(Object.values(localHelpers))('$name without its types is its JavaScript version', ({ javascript, typescript }) => {
    expect(withoutTypes(typescript)).toBe(withoutTypes(javascript))
  })

  test('names all that it uses', () => {
    for (const { name, imports, uses = [], javascript } of Object.values(localHelpers)) {
      const others = Object.keys(localHelpers).filter((other) => other !== name && new RegExp(`await ${other}\\(|return ${other}\\(`).test(javascript))
      expect(others).toEqual(uses)
      for (const imported of imports.flatMap(({ names }) => names)) expect(javascript).toContain(`${imported}(`)
    }
  })
})

test('the types of the array helpers are those of the methods', () => {
  expect(typeErrors(`${spellHelpers(all, 'typescript')}
declare const words: readonly string[]
declare const byLength: (word: string, index: number) => Promise<number>
export const types = async (): Promise<void> => {
  const lengths: number[] = await mapAsync(words, byLength)
  const letters: string[] = await flatMapAsync(words, async (word) => word.split(''))
  const long: string[] = await filterAsync(words, async (word, index) => word.length > index)
  const flags: boolean[] = [await someAsync(words, byLength), await everyAsync(words, byLength)]
  const found: (string | undefined)[] = [await findAsync(words, byLength), await findLastAsync(words, byLength)]
  const places: number[] = [await findIndexAsync(words, byLength), await findLastIndexAsync(words, byLength)]
  const sum: number = await reduceAsync(words, async (total, word) => total + word.length, 0)
  const joined: string = await reduceRightAsync(words, async (text, word) => text + word)
  const nothing: void = await forEachAsync(words, byLength, null)
  void [lengths, letters, long, flags, found, places, sum, joined, nothing]
  // @ts-expect-error: items are strings
  await mapAsync(words, async (word: number) => word)
}
`)).toEqual([])
})

describe('the array helpers', () => {
  const HOLE = Symbol('hole')
  const item = fc.oneof(fc.integer(), fc.constant(undefined), fc.constant(HOLE))
  const answer = fc.oneof(fc.boolean(), fc.constant(undefined), fc.array(item, { maxLength: 3 }))
  const mutation = fc.constantFrom('none', 'none', 'push', 'pop', 'replace', 'remove')
  const script = fc.record({
    items: fc.array(item, { maxLength: 6 }),
    answers: fc.array(answer, { minLength: 1, maxLength: 6 }),
    mutations: fc.array(mutation, { minLength: 1, maxLength: 6 }),
    rest: fc.constantFrom([], [undefined], ['this or initial']),
  })

  test.each(methods)('%sAsync calls back as %s does, and gives the same', async (method) => {
    const helper = loaded[`${method}Async`]
    const native: unknown = Reflect.get(Array.prototype, method)
    await fc.assert(fc.asyncProperty(script, async ({ items, answers, mutations, rest }) => {
      const mine = record((array, callback) => helper?.(array, async function (...args) {
        await Promise.resolve()
        return callback.apply(this, args)
      }, ...rest))
      const theirs = record((array, callback) => Reflect.apply(native as Callback, array, [callback, ...rest]))
      expect(await mine).toEqual(await theirs)

      async function record(walk: (array: unknown[], callback: Callback) => unknown): Promise<object> {
        const array = sparse(items)
        const log: unknown[] = []
        const outcome = await outcomeOf(() => walk(array, function (...args) {
          const call = log.push([this, ...args.slice(0, -1), args.at(-1) === array]) - 1
          mutate(array, mutations[call % mutations.length])
          const value = answers[call % answers.length]
          return Array.isArray(value) ? sparse(value) : value
        }))
        return { outcome, log, holes: holesOf(outcome), array, length: array.length }
      }
    }), { numRuns: 400 })
  })

  test.each(methods)('%sAsync calls back one after the other', async (method) => {
    let running = 0
    let mostAtOnce = 0
    let calls = 0
    await loaded[`${method}Async`]?.([1, 2, 3], async () => {
      calls++
      running++
      mostAtOnce = Math.max(mostAtOnce, running)
      await new Promise((resolve) => setTimeout(resolve, 2))
      running--
      return method === 'every'
    })
    expect(mostAtOnce).toBe(1)
    expect(calls).toBe(method.startsWith('reduce') ? 2 : 3)
  })

  function sparse(values: unknown[]): unknown[] {
    const array = new Array<unknown>(values.length)
    for (const [index, value] of values.entries()) if (value !== HOLE) array[index] = value
    return array
  }
})

function mutate(array: unknown[], kind: string | undefined): void {
  if (kind === 'push') array.push('pushed')
  if (kind === 'pop') array.pop()
  if (kind === 'replace' && array.length > 0) array[array.length - 1] = 'replaced'
  if (kind === 'remove' && array.length > 0) Reflect.deleteProperty(array, array.length - 1)
}

function holesOf(outcome: { value?: unknown }): boolean[] {
  return Array.isArray(outcome.value) ? Array.from({ length: outcome.value.length }, (_, index) => !(index in Object(outcome.value))) : []
}

async function outcomeOf(act: () => unknown): Promise<{ value?: unknown; error?: string }> {
  try {
    return { value: await act() }
  } catch (error) {
    return { error: String(error) }
  }
}
