import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { flagTexts, obstacleTexts, type FlagData } from '../../src/flags/index.js'

const samples: FlagData = {
  'cannot-be-async': { function: 'src/a.ts#byName', barrier: 'needs-result', site: 'Array.prototype.sort' },
  'escapes': { function: 'src/a.ts#load', to: 'registerFormatter' },
  'assumed-array': { method: 'forEach' },
  'blocking-call-left': { api: 'fs.readFileSync', why: 'it is passed on and not called' },
  'cannot-move': { reason: 'main-thread-code', what: 'sendMail()' },
  'mixed-connections': { others: ', and so does src/jobs.ts#deleteExpired' },
  'parallel-side-effects': {
    reason: 'effects', by: '`Promise.all`', effects: '`addUser(name)` writes to a database; `greet(name)` sends a message', modes: 'the first may be done without the second',
    order: '`addUser(name)`, then `greet(name)`', unknown: ' Not known is what `hook` does.',
  },
  'race-across-await': { state: 'stats.alive', read: 'stats.alive', write: 'stats.alive = alive + 1', wait: 'check(url)' },
  'check-then-act': { reason: 'variable', state: 'users', read: 'users.has(name)', write: 'users.set(name, user)', wait: 'load(name)' },
  'busy-wait': { state: 'ready' },
  'await-in-transaction': { wait: 'charge(order)' },
  'unhandled-rejection': { to: 'EventEmitter.on' },
  'public-api-changed': { name: 'loadConfig' },
  'mock-of-converted': { function: 'load', why: 'what the mock runs in its place still gives its result at once' },
  'mock-of-swapped-api': { api: 'fs.readFileSync', was: 'fs.readFileSync', now: 'fs/promises.readFile' },
  'floating-promise': { text: 'save(user)', loss: 'dropped' },
  'misused-promise': { text: 'isAdmin(user)', loss: 'condition' },
  'check-failed': { message: "';' expected." },
  'test-failed': { command: 'npm test', why: 'it fails with exit code 1', output: 'not ok 1 - a login\nExpected 200.' },
  'guard-left-out': { message: 'Expected 2 arguments, but got 1.' },
  'syntax-error': { message: "'}' expected." },
  'unreadable-file': { message: 'it is not UTF-8 text.' },
  'project-error': { message: 'tsconfig.base.json is missing.' },
  'stale-file': {},
  'idle-ignore': { why: 'it gives no reason' },
}

const cases = Object.entries(flagTexts).map(([code, text]) => {
  const data = new Map<string, Record<string, string>>(Object.entries(samples)).get(code) ?? {}
  return { code, severity: text.severity, data, message: text.message(data), help: text.help(data) }
})

const pages = new URL('../../docs/flags/', import.meta.url)

describe('the sentences of a flag', () => {
  it.each(cases)('$code says all its data, and leaves no placeholder', ({ data, message, help }) => {
    const said = Object.entries(data).filter(([key]) => !['barrier', 'reason', 'loss'].includes(key)).map(([, value]) => value)
    for (const value of said) expect(`${message} ${help}`).toContain(value)
    for (const sentence of [message, help]) {
      expect(sentence).not.toMatch(/\{\w+\}/)
      expect(sentence).toMatch(/\.$/)
    }
  })

  it('name the obstacle, the site and the way around it', () => {
    const text = flagTexts['cannot-be-async']
    const data = { function: 'src/a.ts#byName', barrier: 'needs-result', site: 'Array.prototype.sort' }
    expect(text.message(data)).toBe(
      'src/a.ts#byName cannot be async: the code that it is handed to uses its result at once (Array.prototype.sort).',
    )
    expect(text.help(data)).toBe(obstacleTexts['needs-result'].help)
  })

  it('name the factory that takes the place of a constructor', () => {
    expect(flagTexts['cannot-be-async'].help({ function: 'src/a.ts#Store.constructor', barrier: 'constructor' })).toBe(
      'Move the blocking work to a factory, `static async create()` in Store, that hands its results to the constructor, and write `await Store.create()` in place of `new Store()`.',
    )
    expect(flagTexts['cannot-be-async'].help({ function: 'constructor', barrier: 'constructor' })).toContain('`await the class.create()`')
  })

  it('do without the site', () => {
    expect(flagTexts['cannot-be-async'].message({ function: 'f', barrier: 'accessor' })).toBe(
      'f cannot be async: a getter or setter works at once and cannot wait.',
    )
  })

  it('differ for every obstacle', () => {
    const texts = Object.values(obstacleTexts)
    expect(new Set(texts.map(({ why }) => why)).size).toBe(texts.length)
  })

  it('take data with dollar signs and braces as they are', () => {
    expect(flagTexts['public-api-changed'].message({ name: '$&({ a })' })).toBe('$&({ a }) is part of the package\'s public API and returns a promise now.')
  })
})

describe('the pages on flags', () => {
  it('are one for every code, and no other', () => {
    expect(readdirSync(pages).toSorted()).toEqual(Object.keys(flagTexts).map((code) => `${code}.md`).toSorted())
  })

  it.each(cases)('$code: name the severity that it has, and have all parts', ({ code, severity }) => {
    const page = readFileSync(new URL(`${code}.md`, pages), 'utf8')
    expect(page).toMatch(new RegExp(`^# ${code}\n\n\\*\\*${severity}\\.\\*\\* \\w`))
    expect(page.match(/^## .*$/gm)).toEqual(['## Example', '## What to do', '## How it is decided'])
  })
})
