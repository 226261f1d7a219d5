import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { localHelpers } from '../../transforms/local-helpers/index.js'
import { spellHelpers, typeErrors } from './spell.js'

type Helper = (...args: unknown[]) => Promise<unknown>

const { mapFromAsync, forEachEntryAsync, replaceAllAsync, replaceAsync, sortByAsync } = localHelpers
const helpers = [mapFromAsync, forEachEntryAsync, replaceAllAsync, replaceAsync, sortByAsync]
let loaded: Partial<Record<string, Helper>> = {}

beforeAll(async () => {
  const folder = fs.mkdtempSync(join(tmpdir(), 'unblock-helpers-'))
  const file = join(folder, 'helpers.mjs')
  fs.writeFileSync(file, `${spellHelpers(helpers, 'javascript')}\nexport { ${helpers.map(({ name }) => name).join(', ')} }\n`)
  loaded = (await import(pathToFileURL(file).href)) as typeof loaded
  return () => { fs.rmSync(folder, { recursive: true }) }
})

const text = fc.stringMatching(/^[ab-]{0,8}$/)
const answers = fc.array(fc.oneof(fc.constantFrom(undefined, null, '$&', 7), fc.constant({ toString: () => 'object', valueOf: () => 1 })), { minLength: 1 })
const patterns = ['a', '', /a/, /a/g, /b*/g, /(a)(b)?/g, /(?<first>a)-?/g, /a/y, /ab/gy, /$/g, /(?:)/gu]

test.each(['replace', 'replaceAll'] as const)('%sAsync finds, calls back, joins and leaves lastIndex as %s does', async (method) => {
  await fc.assert(fc.asyncProperty(text, fc.constantFrom(...patterns), fc.nat(3), answers, async (input, pattern, lastIndex, given) => {
    const record = async (replace: (pattern: string | RegExp, callback: (...args: unknown[]) => unknown) => unknown) => {
      const own = typeof pattern === 'string' ? pattern : Object.assign(new RegExp(pattern), { lastIndex })
      const log: unknown[] = []
      const result = await outcomeOf(() => replace(own, (...args) => given[(log.push(args) - 1) % given.length]))
      return { result, log, lastIndex: typeof own === 'string' ? 0 : own.lastIndex }
    }
    const theirs = record((own, callback) => input[method](own, callback as (match: string) => string))
    const mine = record((own, callback) => loaded[`${method}Async`]?.(input, own, async (...args: unknown[]) => Promise.resolve(callback(...args))))
    expect(await mine).toEqual(await theirs)
  }), { numRuns: 600 })
})

test('sortByAsync sorts the same list as sort does, stable, and asks for each key once, in the order of the items', async () => {
  const items = fc.array(fc.oneof(fc.string({ maxLength: 3 }), fc.constant(undefined)), { maxLength: 8 })
  await fc.assert(fc.asyncProperty(items, async (values) => {
    const asked: unknown[] = []
    const list = [...values]
    const sorted = await loaded.sortByAsync?.(list, async (item: string) => {
      asked.push(item)
      return Promise.resolve(item.length)
    }, (a: number, b: number) => a - b)
    expect(sorted).toBe(list)
    expect(list).toEqual([...values].sort((a, b) => (a ?? '').length - (b ?? '').length))
    expect(asked).toEqual(values.length < 2 ? [] : [...new Set(values.filter((value) => value !== undefined))])
  }), { numRuns: 300 })
})

test('sortByAsync leaves a list alone of which a key fails', async () => {
  const list = [2, 1]
  await expect(loaded.sortByAsync?.(list, async () => Promise.reject(new Error('failed')), () => 0)).rejects.toThrow('failed')
  expect(list).toEqual([2, 1])
})

const sources: Record<string, () => unknown> = {
  'a list': () => [1, undefined, 3],
  'a sparse list': () => Object.assign(new Array(3), { 1: 'one' }),
  'a set': () => new Set([1, 2]),
  'a string': () => 'a😀b',
  'a length': () => ({ length: 2 }),
  'what is like a list': () => ({ length: 2, 0: 'a', 1: 'b' }),
  'a generator': function* () { yield 1; yield 2 },
  nothing: () => undefined,
}

test.each(Object.entries(sources))('mapFromAsync takes %s as Array.from does', async (_, source) => {
  const record = async (from: (callback: (...args: unknown[]) => unknown) => unknown) => {
    const log: unknown[] = []
    const result = await outcomeOf(() => from(function (this: unknown, ...args) {
      log.push(this, args)
      return args.join()
    }))
    return { log, isSuccess: 'value' in result, ...'value' in result && { result } }
  }
  const theirs = record((callback) => Array.from(source() as [], callback, 'this'))
  expect(await record((callback) => loaded.mapFromAsync?.(source(), callback, 'this'))).toEqual(await theirs)
})

test('forEachEntryAsync visits the entries that a map or set gets and loses on the way, as forEach does', async () => {
  for (const make of [() => new Map([['a', 1], ['b', 2], ['c', 3]]), () => new Set(['a', 'b', 'c'])]) {
    const record = async (walk: (items: Map<string, number> | Set<string>, callback: (...args: unknown[]) => unknown) => unknown) => {
      const items = make()
      const log: unknown[] = []
      await walk(items, function (this: unknown, value, key, all) {
        log.push([this, value, key, all === items])
        if (key === 'a') items.delete('b')
        if (key === 'a' && items instanceof Map) items.set('d', 4)
        if (key === 'a' && items instanceof Set) items.add('d')
      })
      return log
    }
    const theirs = record((items, callback) => { items.forEach(callback, 'this') })
    expect(await record((items, callback) => loaded.forEachEntryAsync?.(items, callback, 'this'))).toEqual(await theirs)
  }
})

test('their types are those of the methods', () => {
  expect(typeErrors(`${spellHelpers(helpers, 'typescript')}
declare const words: string[]
declare const sizes: Map<string, number>
export const types = async (query: URLSearchParams): Promise<void> => {
  const lengths: number[] = await mapFromAsync(new Set(words), async (word, index) => word.length + index)
  const counted: number[] = await mapFromAsync({ length: 2 }, async (_, index) => index)
  const sorted: string[] = await sortByAsync(words, async (word: string) => word.length, (a, b) => a - b)
  const text: string = await replaceAsync('a', /(a)/g, async (match, group: string, offset: number) => match + group + offset)
  const all: string = await replaceAllAsync('a', 'a', async (match) => match.length)
  await forEachEntryAsync(sizes, async (size, word, map) => map.set(word.trim(), size + 1))
  await forEachEntryAsync(new Set(words), async (word) => word.trim())
  await forEachEntryAsync(query, async (value, key) => value.trim() + key.trim())
  void [lengths, counted, sorted, text, all]
}
`)).toEqual([])
})

async function outcomeOf(act: () => unknown): Promise<{ value?: unknown; error?: string }> {
  try {
    return { value: await act() }
  } catch (error) {
    return { error: error instanceof Error ? error.name : String(error) }
  }
}
