import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { BlockedEvent, DebugEvent, DebugSummary } from 'unblock-runtime/debug'

const folder = realpathSync(mkdtempSync(join(import.meta.dirname, 'debug-')))
afterAll(() => { rmSync(folder, { recursive: true }) })

interface Run {
  options?: readonly string[]
  env?: Record<string, string>
}

/** What a program writes on stderr in debug mode. */
function stderrOf(name: string, text: string, { options = ['--import', 'unblock-runtime/debug'], env = {} }: Run = {}): string {
  const program = join(folder, name)
  writeFileSync(program, text)
  const { stderr, error } = spawnSync(process.execPath, [...options, program], { encoding: 'utf8', cwd: folder, env: { ...process.env, ...env } })
  if (error) throw error
  return stderr
}

/** What it finds, as JSON. */
function eventsOf(name: string, text: string, { options, env }: Run = {}): (DebugEvent | DebugSummary)[] {
  const lines = stderrOf(name, text, { ...(options && { options }), env: { UNBLOCK_DEBUG_FORMAT: 'json', ...env } }).split('\n')
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as DebugEvent | DebugSummary)
}

const blockedIn = (events: readonly (DebugEvent | DebugSummary)[]): BlockedEvent[] => events.filter((event) => event.type === 'blocked')
const spin = 'const spin = (ms) => {\n  const end = Date.now() + ms\n  while (Date.now() < end) Math.sqrt(2)\n}\n'
const slowQuery = '"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 600000) SELECT count(*) FROM c"'

describe('a stretch that holds the event loop is reported', () => {
  test('with the function of the program that held it, and its line', () => {
    const [event, ...others] = blockedIn(eventsOf('spin.cjs', `${spin}setTimeout(() => spin(300), 50)`))
    expect(others).toEqual([])
    expect(event).toMatchObject({ frame: { function: 'spin', file: join(folder, 'spin.cjs') }, handler: `(anonymous) (${join(folder, 'spin.cjs')}:5)` })
    expect(event?.frame.line).toBeGreaterThanOrEqual(1)
    expect(event?.frame.line).toBeLessThanOrEqual(3)
    expect(event?.ms).toBeGreaterThanOrEqual(290)
    expect(event?.stack[0]).toMatch(/^spin \(.*spin\.cjs:1\)$/)
  })

  test.each([
    ['fs', "require('node:fs').readFileSync(__filename)", 'readFileSync', 'for (let n = 0; n < 20000; n += 1)'],
    ['crypto', "require('node:crypto').pbkdf2Sync('a', 'b', 300000, 64, 'sha512')", 'pbkdf2Sync', ''],
    ['a child process', "require('node:child_process').execSync('sleep 0.3')", 'execSync', ''],
    ['a wait', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)', 'hold', ''],
    ['a query', `db.prepare(${slowQuery}).get()`, 'get', ''],
  ])('with the call of the program that held it, native ones included: %s', (_, call, name, loop) => {
    const text = `const db = new (require('libsql'))(':memory:')\n\nfunction hold() {\n  ${loop} ${call}\n}\nsetTimeout(hold, 50)`
    const [event] = blockedIn(eventsOf('native.cjs', text))
    expect(event).toMatchObject({ frame: { function: name, file: join(folder, 'native.cjs') }, handler: `hold (${join(folder, 'native.cjs')}:3)` })
    expect([3, 4]).toContain(event?.frame.line)
  })

  test('with the handler that the framework called, which may call others, and the one marked by asyncOnly', () => {
    const events = blockedIn(eventsOf('server.mjs', `${spin}
      import express from 'express'
      import { asyncOnly } from 'unblock-runtime/guard'
      const app = express()
      app.use((req, res, next) => { next() })
      app.get('/show', function show(req, res) { res.json([1].map(() => spin(200))) })
      app.get('/marked', (req, res) => asyncOnly(async function marked() { spin(200); res.json(1) })())
      const server = app.listen(0, async () => {
        await fetch('http://localhost:' + server.address().port + '/show')
        await fetch('http://localhost:' + server.address().port + '/marked')
        server.close()
      })`))
    // Others are of the client in here, and of Node.js itself as it starts.
    const ofHandlers = events.filter(({ handler = '' }) => /^(show|marked) /.test(handler))
    expect(ofHandlers.map(({ handler }) => handler?.split(' ')[0])).toEqual(['show', 'marked'])
    expect(ofHandlers.map(({ frame }) => frame.file)).toEqual([join(folder, 'server.mjs'), join(folder, 'server.mjs')])
  })

  test('after an await, too', () => {
    const [event] = blockedIn(eventsOf('later.mjs', `${spin}
      async function show() { await new Promise((resolve) => setTimeout(resolve, 50)); spin(200) }
      await show()`))
    expect(event).toMatchObject({ frame: { function: 'spin' }, handler: expect.stringMatching(/^show /) as string })
  })

  test('not while modules load, and not what yields, nor what is shorter', () => {
    // A machine with much to do holds everybody up.
    const patient = { env: { UNBLOCK_SLOW_MS: '600' } }
    expect(blockedIn(eventsOf('start.cjs', `${spin}spin(700)`))).toEqual([])
    expect(blockedIn(eventsOf('start.mjs', `${spin}spin(700)`))).toEqual([])
    expect(blockedIn(eventsOf('yields.mjs', `${spin}const turns = async () => { for (let n = 0; n < 50; n += 1) { await new Promise(setImmediate); spin(20) } }\nawait turns()`, patient))).toEqual([])
    expect(blockedIn(eventsOf('idle.mjs', 'await new Promise((resolve) => setTimeout(resolve, 900))', patient))).toEqual([])
  })

  test('not while Node.js loads a part of itself', () => {
    const events = blockedIn(eventsOf('lazy.mjs', "setTimeout(function first() { void fetch('data:,x') }, 50)", { env: { UNBLOCK_SLOW_MS: '5' } }))
    expect(events.filter(({ frame, stack }) => frame.function === 'fetch' || stack.every((place) => place.includes('(node:')))).toEqual([])
  })

  test('not while a test runner does something of its own, though what it calls of the program counts', () => {
    const runner = join(folder, 'node_modules', 'jest-runtime')
    mkdirSync(runner, { recursive: true })
    writeFileSync(join(runner, 'index.js'), `${spin}
      exports.transform = () => { spin(200) }
      exports.run = (test) => { test() }
      exports.requireModuleOrMock = function requireModuleOrMock() { spin(200) }`)
    const after = (call: string): string => `${spin}const runner = require('jest-runtime')\nsetTimeout(${call}, 50)`
    expect(blockedIn(eventsOf('runs.cjs', after('runner.transform')))).toEqual([])
    expect(blockedIn(eventsOf('runs.cjs', after('runner.run, 50, () => { runner.requireModuleOrMock() }')))).toEqual([])
    expect(blockedIn(eventsOf('runs.cjs', after('runner.run, 50, () => { spin(200) }')))).toMatchObject([{ frame: { file: join(folder, 'runs.cjs') } }])
  })

  test('longer than UNBLOCK_SLOW_MS', () => {
    const text = `${spin}setTimeout(() => spin(250), 50)`
    expect(blockedIn(eventsOf('slow.cjs', text, { env: { UNBLOCK_SLOW_MS: '2000' } }))).toEqual([])
    expect(blockedIn(eventsOf('slow.cjs', text, { env: { UNBLOCK_SLOW_MS: '200' } }))).toHaveLength(1)
  })

  test('in the source, where there are source maps', () => {
    writeFileSync(join(folder, 'hold.js.map'), JSON.stringify({ version: 3, sources: ['hold.ts'], names: [], mappings: ';AACA;AACA;AACA;AACA;AACA;AACA' }))
    const text = `\n${spin}setTimeout(() => spin(200), 50)\n//# sourceMappingURL=hold.js.map\n`
    const [event] = blockedIn(eventsOf('hold.js', text, { options: ['--enable-source-maps', '--import', 'unblock-runtime/debug'] }))
    expect(event?.frame.file).toBe(join(folder, 'hold.ts'))
  })
})

describe('a promise that nobody awaits is reported', () => {
  const env = { UNBLOCK_SLOW_MS: '60000' }
  writeFileSync(join(folder, 'users.sync.cjs'), 'exports.add = (n) => n + 1\nexports.fail = () => { throw new Error("failed") }\n')
  const client = "const { syncToAsync } = require('unblock-runtime')\nconst users = syncToAsync(require.resolve('./users.sync.cjs'))\n"

  test('with the place where it was made, and what gave it', () => {
    const events = eventsOf('lost.cjs', `${client}users.add(1)\n`, { env })
    expect(events).toEqual([
      { type: 'unawaited', file: join(folder, 'lost.cjs'), line: 3, label: 'users.sync.cjs#add' },
      { type: 'summary', blocked: 0, ms: 0, longestMs: 0, unawaited: 1 },
    ])
  })

  test('while the program goes on, once it is collected', () => {
    const program = `${client}async function main() {
      users.add(1)
      while (!globalThis.done) { await users.add(2); gc(); await new Promise(setImmediate) }
    }
    const write = process.stderr.write
    process.stderr.write = function (text) { if (text.includes('unawaited')) globalThis.done = true; return write.apply(this, arguments) }
    main()`
    const events = eventsOf('collected.cjs', program, { options: ['--expose-gc', '--import', 'unblock-runtime/debug'] })
    expect(events.filter(({ type }) => type === 'unawaited')).toHaveLength(1)
  })

  test('not when it is awaited, returned, combined, chained or its failure is caught', () => {
    const events = eventsOf('kept.cjs', `${client}async function returned() { return users.add(1) }
      async function main() {
        const early = users.add(1)
        await new Promise((resolve) => setTimeout(resolve, 50))
        console.log(await early, await returned(), await Promise.all([users.add(1), users.add(2)]), await Promise.race([users.add(3)]))
        users.add(1).then(() => {})
        users.fail().catch(() => {})
        users.add(1).finally(() => {})
      }
      main()`, { env })
    expect(events).toEqual([{ type: 'summary', blocked: 0, ms: 0, longestMs: 0, unawaited: 0 }])
  })

  test('and its failure stays an unhandled one', () => {
    expect(stderrOf('failed.cjs', `${client}users.fail()`)).toMatch(/Error: failed\n/)
  })
})

describe('any promise that nobody awaits is reported with UNBLOCK_DEBUG_PROMISES=all', () => {
  const env = { UNBLOCK_SLOW_MS: '60000', UNBLOCK_DEBUG_PROMISES: 'all' }
  const found = (name: string, text: string): string[] => eventsOf(name, text, { env })
    .filter((event) => event.type === 'unawaited')
    .map(({ label, line }) => `${label}:${String(line)}`)

  test('with what made it, and the place in the program, each place once', () => {
    expect(found('any.mjs', `import { writeFile } from 'node:fs/promises'
      async function add() { return 1 }
      add()
      for (const n of [1, 2, 3]) void add(n)
      writeFile(${JSON.stringify(join(folder, 'x'))}, '')
      setTimeout(async function later() { await add() }, 1)
      ;[1].forEach(async function each() {})
      await add()
    `)).toEqual(['add:3', 'add:4', 'writeFile:5', 'each:7', 'Timeout.later:6'])
  })

  test('not when it is awaited, early or late, returned, combined, chained, iterated or adopted', () => {
    expect(found('none.mjs', `import { readFile } from 'node:fs/promises'
      import { EventEmitter, once } from 'node:events'
      async function add() { return 1 }
      async function* items() { yield 1; yield add() }
      async function returned() { return add() }
      const late = add()
      await new Promise((resolve) => setTimeout(resolve, 20))
      await late
      await returned()
      await Promise.all([add(), add().then(() => 2)])
      readFile(import.meta.filename).catch(() => {})
      await new Promise((resolve) => { resolve(add()) })
      for await (const item of items()) await item
      const emitter = new EventEmitter()
      setTimeout(() => emitter.emit('done'), 5)
      await once(emitter, 'done')
      await fetch('data:text/plain,x').then((answer) => answer.text())
      await import('node:util')
    `)).toEqual([])
  })

  test('and not what a handler gives to Express, which looks at it', () => {
    expect(found('express.mjs', `import express from 'express'
      const app = express()
      async function load() { return 1 }
      app.get('/', async (req, res) => { res.json(await load()) })
      const server = app.listen(0, async () => {
        await fetch('http://localhost:' + server.address().port)
        server.close()
      })
    `).filter((each) => !each.startsWith('Server.'))).toEqual([])
  })
})

describe('debug mode', () => {
  test('writes lines for people, and a summary', () => {
    const lines = stderrOf('people.cjs', `${spin}setTimeout(function hold() { spin(200) }, 50)`).trimEnd().split('\n')
    expect(lines).toEqual([
      expect.stringMatching(/^\[unblock\] the event loop was held for \d+ ms by spin at people\.cjs:\d, handler hold \(people\.cjs:5\)$/),
      expect.stringMatching(/^\[unblock\] the event loop was held 1 times, for \d+ ms in all and \d+ ms at most; promises never awaited: 0$/),
      expect.stringMatching(/^\[unblock\] {3}\d+ ms, 1 times, by spin at people\.cjs:\d$/),
    ])
  })

  test.each(['require', 'import'])('is turned on by %s, and by UNBLOCK_DEBUG=1', (how) => {
    const program = `${spin}setTimeout(() => spin(200), 50)`
    expect(blockedIn(eventsOf('on.cjs', program, { options: [`--${how}`, 'unblock-runtime/debug'] }))).toHaveLength(1)
    const load = how === 'require' ? "require('unblock-runtime')" : "import 'unblock-runtime/guard'"
    const file = how === 'require' ? 'on.cjs' : 'on.mjs'
    expect(blockedIn(eventsOf(file, `${load}\n${program}`, { options: [], env: { UNBLOCK_DEBUG: '1' } }))).toHaveLength(1)
    expect(stderrOf(file, `${load}\n${program}`, { options: [] })).toBe('')
  })

  test('summarizes once, though it is asked for twice', () => {
    const events = eventsOf('twice.cjs', "require('unblock-runtime')", { env: { UNBLOCK_DEBUG: '1' } })
    expect(events.filter(({ type }) => type === 'summary')).toHaveLength(1)
  })

  test('summarizes when a signal ends the program, which dies of it all the same, or handles it itself', () => {
    expect(eventsOf('signal.cjs', "setInterval(() => {}, 1000)\nprocess.kill(process.pid, 'SIGTERM')")).toHaveLength(1)
    const handled = "const t = setInterval(() => {}, 1000)\nprocess.once('SIGTERM', () => { console.error('{\"type\":\"bye\"}'); clearInterval(t) })\nprocess.kill(process.pid, 'SIGTERM')"
    expect(eventsOf('handled.cjs', handled).map(({ type }) => type as string)).toEqual(['bye', 'summary'])
  })
})
