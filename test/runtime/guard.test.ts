/* eslint-disable @typescript-eslint/require-await -- a handler is async, whatever it does */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { ts } from 'ts-morph'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { closeAll, syncToAsync } from 'unblock-runtime'
import { allowSync, asyncOnly, guardDatabase, SynchronousOnlyOperation } from 'unblock-runtime/guard'
import { runnableDrivers } from './support/runnable-drivers.js'
import type * as UsersModule from './modules/users.sync.js'

interface Database {
  prepare(sql: string): { get(): unknown; all(): unknown[]; run(): unknown }
  exec(sql: string): unknown
  close(): unknown
}
type Handler = (req: IncomingMessage, res: ServerResponse) => unknown

const load = createRequire(import.meta.url)
const folder = mkdtempSync(join(import.meta.dirname, 'guard-'))
const warnings: Error[] = []
const warned = (warning: Error): void => { warnings.push(warning) }
process.on('warning', warned)
afterEach(() => {
  warnings.length = 0
  vi.unstubAllEnvs()
})
afterAll(async () => {
  process.off('warning', warned)
  rmSync(folder, { recursive: true })
  await closeAll()
})

/** What a server answers that serves one request. */
async function answerOf(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => { server.listen(0, resolve) })
  const response = await fetch(`http://localhost:${(server.address() as AddressInfo).port}`)
  const text = await response.text()
  await new Promise((resolve) => { server.close(resolve) })
  return text
}

/** What the handler throws is the answer. */
const answering = (handler: Handler): RequestListener => (req, res) => {
  void Promise.resolve(handler(req, res)).then((result) => { res.end(JSON.stringify(result)) }, (error: unknown) => { res.end(String(error)) })
}

for (const { driver, open } of runnableDrivers()) {
  describe(`with ${driver}`, () => {
    const db = open() as Database
    const prepared = db.prepare('SELECT 1 AS one')
    afterAll(() => { db.close() })

    test('a marked handler that queries gets an error that names call, handler and ways out', async () => {
      const show = asyncOnly(async function show() {
        await nextTurn()
        return prepared.get()
      })
      expect(await answerOf(answering(show))).toBe(
        `SynchronousOnlyOperation: ${driver}: Statement.get() blocks the event loop, and the handler 'show' called it. `
        + 'Call it in a module that runs through syncToAsync, or, where blocking is meant, inside of allowSync(() => …)',
      )
    })

    test('whichever method begins the query', async () => {
      const uses: (() => unknown)[] = [() => prepared.all(), () => prepared.run(), () => db.prepare('SELECT 2'), () => db.exec('CREATE TABLE t (a)')]
      for (const use of uses) await expect(asyncOnly(async () => use())()).rejects.toBeInstanceOf(SynchronousOnlyOperation)
      expect(() => db.prepare('SELECT * FROM t')).toThrow(/no such table/)
    })

    test('a handler beside it, that is not marked, is not touched, at the same time either', async () => {
      const marked = answerOf(answering(asyncOnly(async () => { await nextTurn(); return prepared.get() })))
      const unmarked = answerOf(answering(async () => { await nextTurn(); return prepared.get() }))
      expect(await marked).toMatch(/^SynchronousOnlyOperation/)
      expect(await unmarked).toMatch(/^{"one":1/)
    })

    test('allowSync lets one call through, and no other', async () => {
      const handler = asyncOnly(async () => [allowSync(() => prepared.get()), await nextTurn().then(() => prepared.get())])
      await expect(handler()).rejects.toBeInstanceOf(SynchronousOnlyOperation)
      expect(await asyncOnly(async () => allowSync(() => prepared.get()))()).toMatchObject({ one: 1 })
    })
  })
}

describe('asyncOnly', () => {
  const Libsql = load('libsql') as new (path: string) => Database
  const statement = new Libsql(':memory:').prepare('SELECT 1 AS one')

  test('gives a handler with the same name, number of parameters and properties, that keeps this and its result', async () => {
    const handler = asyncOnly(Object.assign(async function show(this: { id: number }, a: number, b: number) { return this.id + a + b }, { schema: 1 }))
    expect([handler.name, handler.length, handler.schema]).toEqual(['show', 2, 1])
    expect(await handler.call({ id: 7 }, 1, 2)).toBe(10)
    expect(asyncOnly((a: number) => a + 1)(1)).toBe(2)
  })

  test('names a handler that has no name by its place, or as it is told', async () => {
    await expect(asyncOnly(async () => statement.get())()).rejects.toMatchObject({
      code: 'ERR_SYNC_ONLY_OPERATION', call: 'libsql: Statement.get()', handler: expect.stringMatching(/^at .*guard\.test\.ts:\d+$/) as string,
    })
    await expect(asyncOnly(async () => statement.get(), 'GET /users')()).rejects.toMatchObject({ handler: "'GET /users'" })
  })

  test('as a decorator marks a method, by the standard and as TypeScript had them before', async () => {
    const source = `import { AsyncOnly } from 'unblock-runtime/guard'
      export class Users {
        one = 1
        constructor(private readonly statement: { get(): unknown }) {}
        @AsyncOnly() async show(id: number) { return [id, this.one] }
        @AsyncOnly() async find() { return this.statement.get() }
        @AsyncOnly('GET /users') async list() { return this.statement.get() }
      }`
    for (const experimentalDecorators of [true, false]) {
      const file = join(folder, `users-${String(experimentalDecorators)}.mjs`)
      writeFileSync(file, ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, experimentalDecorators } }).outputText)
      const { Users } = await import(pathToFileURL(file).href) as { Users: new (given: object) => Record<'show' | 'find' | 'list', (id?: number) => Promise<unknown>> }
      const users = new Users(statement)
      expect(await users.show(7)).toEqual([7, 1])
      await expect(users.find()).rejects.toMatchObject({ code: 'ERR_SYNC_ONLY_OPERATION', handler: "'find'" })
      await expect(users.list()).rejects.toMatchObject({ handler: "'GET /users'" })
    }
  })

  test('the stack of the error begins where the call is', async () => {
    const error = await asyncOnly(async function show() { return statement.get() })().catch((thrown: unknown) => thrown)
    expect((error as Error).stack?.split('\n')[1]).toMatch(/at .*show .*guard\.test\.ts/)
  })

  test('what next goes on to is not marked', async () => {
    const authenticate = asyncOnly(async (_req: object, next: () => unknown) => { await nextTurn(); return next() })
    expect(await authenticate({}, () => statement.get())).toMatchObject({ one: 1 })
    const outer = asyncOnly(async (next: () => unknown) => next(), 'outer')
    await expect(outer(asyncOnly(() => statement.get(), 'inner'))).rejects.toMatchObject({ handler: "'inner'" })
  })

  test('listeners of the response are not marked', async () => {
    const seen: unknown[] = []
    const handler = asyncOnly(async (_req: IncomingMessage, res: ServerResponse) => {
      res.end('done')
      await new Promise((resolve) => { setTimeout(resolve, 50) })
    })
    const text = await answerOf((req, res) => {
      res.on('finish', () => { seen.push(statement.get()) })
      void handler(req, res)
    })
    expect([text, seen]).toMatchObject(['done', [{ one: 1 }]])
  })

  test('a rejection is not hidden from who handles none', async () => {
    const program = write('unhandled.cjs', `
      const { asyncOnly } = require('unblock-runtime/guard')
      process.on('unhandledRejection', (error) => { console.log('unhandled', error.message) })
      asyncOnly(async () => { throw new Error('lost') })()
      asyncOnly(async () => { throw new Error('caught') })().catch(() => {})`)
    expect(runNode(program)).toBe('unhandled lost\n')
  })

  test('after the handler has ended, when nobody could catch an error, it is a warning, once', async () => {
    const later: Promise<unknown>[] = []
    const forget = asyncOnly(async function forget() {
      later.push(nextTurn().then(() => nextTurn()).then(() => statement.get()))
    })
    await forget()
    await forget()
    expect(await Promise.all(later)).toMatchObject([{ one: 1 }, { one: 1 }])
    await nextTurn()
    expect(warnings.map(({ name, message }) => [name, message])).toEqual([['SynchronousOnlyOperation', expect.stringMatching(/the handler 'forget' called it.*guard\.test\.ts:\d+/s)]])
  })

  test('in a sync thread, and inline in its place, blocking is meant', async () => {
    const users = syncToAsync<typeof UsersModule>(new URL('./modules/users.sync.js', import.meta.url))
    vi.stubEnv('SYNC_TO_ASYNC', 'inline')
    const inline = syncToAsync<typeof UsersModule>(new URL('./modules/users.sync.js', import.meta.url), { inline: () => import('./modules/users.sync.js') })
    vi.unstubAllEnvs()
    vi.stubEnv('TEST_DRIVER', 'libsql')
    vi.stubEnv('TEST_DATABASE', join(folder, 'users.db'))
    const register = asyncOnly(async (client: typeof users, name: string) => { await client.register(name); return client.count() })
    await users.reset()
    expect(await register(users, 'ann')).toBe(1)
    expect(await register(inline, 'bob')).toBe(2)
  })

  test('SYNC_TO_ASYNC_ALLOW_UNSAFE=1 turns it off', async () => {
    vi.stubEnv('SYNC_TO_ASYNC_ALLOW_UNSAFE', '1')
    const handler = async (): Promise<unknown> => statement.get()
    expect(asyncOnly(handler)).toBe(handler)
    vi.unstubAllEnvs()
    await expect(asyncOnly(handler)()).rejects.toBeInstanceOf(SynchronousOnlyOperation)
  })

  test('guardDatabase guards a class that is not found by itself', async () => {
    class Bundled {
      prepare() { return new Statement() }
      close() { return this }
    }
    class Statement {
      get() { return 1 }
    }
    guardDatabase(Bundled)
    const early = new Bundled().prepare()
    await expect(asyncOnly(async () => early.get())()).rejects.toMatchObject({ call: 'Bundled: Statement.get()' })
    expect(early.get()).toBe(1)
  })
})

describe('drivers are guarded whenever and however they are loaded', () => {
  const report = '.then(() => console.log("ran"), (error) => console.log(error.call))'
  test.each([
    ['required before', "const Database = require('libsql'); const db = new Database(':memory:'); const find = db.prepare('SELECT 1')\nconst { asyncOnly } = require('unblock-runtime/guard')", 'find.get()'],
    ['required after', "const { asyncOnly } = require('unblock-runtime/guard')\nconst Database = require('libsql'); const find = new Database(':memory:').prepare('SELECT 1')", 'find.get()'],
    ['required in the handler', "const { asyncOnly } = require('unblock-runtime/guard')", "new (require('libsql'))(':memory:').prepare('SELECT 1').get()"],
  ])('CommonJS, %s', (_, start, use) => {
    const program = write('program.cjs', `${start}\nasyncOnly(async () => ${use})()${report}`)
    expect(runNode(program)).toMatch(/^libsql: (Statement.get|Database.prepare)\(\)\n$/)
  })

  test.each([
    ['imported before', "import Database from 'libsql'\nimport { asyncOnly } from 'unblock-runtime/guard'\nconst find = new Database(':memory:').prepare('SELECT 1')", 'find.get()'],
    ['imported after', "import { asyncOnly } from 'unblock-runtime/guard'\nimport Database from 'libsql'\nconst find = new Database(':memory:').prepare('SELECT 1')", 'find.get()'],
    ['imported in the handler', "import { asyncOnly } from 'unblock-runtime/guard'", "new ((await import('libsql')).default)(':memory:').prepare('SELECT 1').get()"],
  ])('ES modules, %s', (_, start, use) => {
    const program = write('program.mjs', `${start}\nasyncOnly(async () => ${use})()${report}`)
    expect(runNode(program)).toMatch(/^libsql: (Statement.get|Database.prepare)\(\)\n$/)
  })
})

describe('guardBuiltIns', () => {
  test('refuses the blocking functions of Node.js in marked requests, and lets what Node.js calls itself through', () => {
    const lazy = write('lazy.cjs', 'module.exports = 1')
    const program = write('built-ins.mjs', `
      import { execSync } from 'node:child_process'
      import { randomFillSync, scryptSync } from 'node:crypto'
      import { existsSync, readFileSync } from 'node:fs'
      import { createRequire } from 'node:module'
      import { gzipSync } from 'node:zlib'
      import { allowSync, asyncOnly, guardBuiltIns } from 'unblock-runtime/guard'
      const said = async (run) => asyncOnly(async () => run())().then(() => 'ran', (error) => error.call)
      const calls = [() => readFileSync('package.json'), () => existsSync('.'), () => execSync('true'), () => scryptSync('a', 'b', 8), () => gzipSync('a')]
      const harmless = [() => createRequire(import.meta.url)(${JSON.stringify(lazy)}), () => randomFillSync(Buffer.alloc(1)), () => allowSync(() => existsSync('.'))]
      const all = (list) => Promise.all(list.map(said)).then((results) => console.log(results.join(' ')))
      await all([() => existsSync('.')])
      guardBuiltIns()
      await all(calls)
      await all(harmless)
      readFileSync(${JSON.stringify(lazy)})`)
    expect(runNode(program).split('\n')).toEqual([
      'ran', 'fs.readFileSync() fs.existsSync() child_process.execSync() crypto.scryptSync() zlib.gzipSync()', 'ran ran ran', '',
    ])
  })

  test('or only those of some modules', () => {
    const program = write('some.cjs', `
      const { asyncOnly, guardBuiltIns } = require('unblock-runtime/guard')
      guardBuiltIns('child_process')
      const said = (run) => asyncOnly(async () => run())().then(() => console.log('ran'), (error) => console.log(error.call))
      said(() => require('fs').existsSync('.')).then(() => said(() => require('child_process').execFileSync('true')))`)
    expect(runNode(program)).toBe('ran\nchild_process.execFileSync()\n')
  })
})

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

function runNode(program: string): string {
  return execFileSync(process.execPath, [program], { encoding: 'utf8', cwd: folder })
}
