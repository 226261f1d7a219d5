import * as childProcess from 'node:child_process'
import * as crypto from 'node:crypto'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as zlib from 'node:zlib'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { ArgumentFact } from '../../src/model/calls.js'
import type { ApiRule, CallCondition } from '../../src/model/rules.js'
import { builtInRules, holds, nodeRules, ruleId, targetFor } from '../../src/rules/index.js'
import { localHelpers } from '../../transforms/local-helpers/index.js'
import { apiCases } from './cases.js'
import { actInScene, type Scene } from './scene.js'
import { spellCases, typeErrors, withoutTypes } from './spell.js'

interface GeneratedModule {
  calls: { sync: (scene: Scene) => unknown; async: (scene: Scene) => unknown }[]
}

const modules: Record<string, object> = { fs, child_process: childProcess, crypto, zlib }

/** Blocking by name, but without a rule. */
const leftOut: Record<string, string> = {
  'crypto.randomFillSync': 'takes microseconds, like randomBytes(n), which has no name in Sync',
  'fs.mkdtempDisposableSync': 'its result is disposed of by `using`, an async one by `await using`: no swap of the call does that',
}

/** Rules that cannot be run by Node 20 on every platform. */
const notOnEveryNode = [
  'crypto.argon2Sync', 'fs.globSync', 'fs.lchmodSync', 'zlib.zstdCompressSync', 'zlib.zstdDecompressSync',
]

const source = spellCases(apiCases, nodeRules)
const folder = fs.mkdtempSync(join(tmpdir(), 'unblock-cases-'))
let calls: GeneratedModule['calls'] = []

beforeAll(async () => {
  const file = join(folder, 'cases.mjs')
  fs.writeFileSync(file, withoutTypes(source))
  const generated = (await import(pathToFileURL(file).href)) as GeneratedModule
  calls = generated.calls
  return () => { fs.rmSync(folder, { recursive: true }) }
})

afterEach(() => {
  vi.restoreAllMocks()
})

describe('the tables', () => {
  test.each(Object.keys(modules))('have a rule for every *Sync function of %s', (module) => {
    const names = Object.keys(modules[module] ?? {}).filter((name) => name.endsWith('Sync')).map((name) => `${module}.${name}`)
    const ids: string[] = builtInRules.map(ruleId)
    expect(names.filter((name) => !ids.includes(name) && !(name in leftOut))).toEqual([])
  })

  test('have a rule for every *Sync method of Dir', () => {
    const names = Object.getOwnPropertyNames(fs.Dir.prototype).filter((name) => name.endsWith('Sync'))
    const ids: string[] = builtInRules.map(ruleId)
    expect(names.filter((name) => !ids.includes(`fs.Dir#${name}`))).toEqual([])
  })

  test('have no rule twice, and none that is left out', () => {
    const ids = builtInRules.map((rule) => [ruleId(rule), rule.versions].join(' ').trim())
    expect(ids.filter((id, index) => ids.indexOf(id) !== index || id in leftOut)).toEqual([])
  })

  test('name helpers that there are', () => {
    const targets = builtInRules.flatMap(({ target, variants = [] }) => [target, ...variants.map((variant) => variant.target)])
    const helpers = targets.flatMap((target) => (target.via === 'helper' ? [target.helper] : []))
    expect(helpers.filter((name) => !(name in localHelpers))).toEqual([])
  })

  test('name promises and callback functions that the running Node.js has', () => {
    const missing = nodeRules.filter((rule) => !notOnEveryNode.includes(ruleId(rule))).filter(({ module, target }) => {
      const holder = target.via === 'promises' ? fs.promises : modules[module] ?? {}
      return 'name' in target && target.via !== 'method' && !(target.name in holder)
    })
    expect(missing).toEqual([])
  })

  test('have a case for every rule', () => {
    const ids: string[] = nodeRules.map(ruleId)
    expect(ids.filter((id) => !apiCases.some(({ rule }) => rule === id)).sort()).toEqual(notOnEveryNode)
  })
})

describe('what takes a call\'s place', () => {
  test('has a type that fits where the blocking call stood', () => {
    expect(typeErrors(source)).toEqual([])
  })

  test.each(apiCases.map(({ rule, args }, index) => ({ index, call: `${rule}(${args.join(', ')})` })))(
    'does the same: $call',
    async ({ index }) => {
      const call = calls[index]
      expect(await run(call?.async)).toBe(await run(call?.sync))
    },
  )
})

async function run(act?: (scene: Scene) => unknown): Promise<string> {
  const printed: string[] = []
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    // Node.js prints a deprecation once, for whichever side runs first.
    if (!/deprecation/i.test(text.toString())) printed.push(text.toString())
    return true
  })
  const outcome = await actInScene((scene) => {
    if (act === undefined) throw new Error('No such call')
    return act(scene)
  })
  write.mockRestore()
  return `${outcome}\nprinted: ${printed.join('')}`
}

describe('targetFor', () => {
  const rule: ApiRule = {
    module: 'm', name: 'runSync', effect: 'none', target: { via: 'promisify', name: 'otherwise' },
    variants: [
      { when: { argument: 0, isNumber: true }, target: { via: 'promisify', name: 'number' } },
      { when: { argument: 1, mayHaveKey: 'key' }, target: { via: 'promisify', name: 'key' } },
      { when: { count: [3] }, target: { via: 'promisify', name: 'three' } },
    ],
  }
  const other: ArgumentFact = { is: 'other' }
  const spread: ArgumentFact = { is: 'spread' }
  const literal = (open: boolean, ...keys: string[]): ArgumentFact => ({ is: 'object-literal', keys, open })

  test.each<[string, ArgumentFact[]]>([
    ['otherwise', []],
    ['otherwise', [other]],
    ['number', [{ is: 'number' }, other]],
    ['number', [spread]],
    ['key', [other, other]],
    ['key', [other, literal(false, 'a', 'key')]],
    ['key', [other, literal(true, 'a')]],
    ['key', [other, spread]],
    ['otherwise', [other, literal(false, 'a')]],
    ['three', [other, literal(false), other]],
    ['otherwise', [other, literal(false), spread]],
  ])('gives %s for %j', (name, args) => {
    expect(targetFor(rule, { arguments: args })).toEqual({ via: 'promisify', name })
  })
})

describe('a condition', () => {
  const options: ArgumentFact = { is: 'object-literal', keys: ['async'], open: false }

  test.each<[string, CallCondition, ArgumentFact[], boolean]>([
    ['knows a callback', { hasCallback: 'surely' }, [{ is: 'other' }, { is: 'function' }], true],
    ['takes what says nothing for no callback', { hasCallback: 'surely' }, [{ is: 'any' }], false],
    ['takes what says nothing for what may be one', { hasCallback: 'perhaps' }, [{ is: 'any' }], true],
    ['takes a spread for what may be one', { hasCallback: 'perhaps' }, [{ is: 'spread' }], true],
    ['knows that text is none', { hasCallback: 'perhaps' }, [{ is: 'other' }], false],
    ['finds a key', { argument: 1, hasKey: 'async' }, [{ is: 'other' }, options], true],
    ['finds no key where it cannot look', { argument: 1, hasKey: 'async' }, [{ is: 'other' }, { is: 'other' }], false],
    ['knows an object', { argument: 0, isObject: true }, [options], true],
    ['takes nothing else for an object', { argument: 0, isObject: true }, [{ is: 'other' }], false],
    ['finds one of several keys', { argument: 0, mayHaveKey: ['sync', 'async'] }, [options], true],
    ['finds none of several keys', { argument: 0, mayHaveKey: ['sync', 'later'] }, [options], false],
    ['finds a function of options in no callback', { argument: 0, mayHaveKey: 'async' }, [{ is: 'function' }], false],
  ])('%s', (_, when, args, expected) => {
    expect(holds(when, { arguments: args })).toBe(expected)
  })

  test('asks for what can be called', () => {
    expect(holds({ ownerIsFunction: true }, { arguments: [] })).toBe(false)
    expect(holds({ ownerIsFunction: true }, { arguments: [], ownerIsFunction: true })).toBe(true)
  })
})
