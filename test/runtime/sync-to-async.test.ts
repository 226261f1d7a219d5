import { AsyncLocalStorage } from 'node:async_hooks'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { types } from 'node:util'
import { threadId } from 'node:worker_threads'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { closeAll, syncToAsync, withOptions } from 'unblock-runtime'
import type * as OrdersModule from './modules/orders.sync.js'
import type * as UsersModule from './modules/users.sync.js'

type Users = typeof UsersModule
type Orders = typeof OrdersModule

const folder = mkdtempSync(join(tmpdir(), 'sync-to-async-'))
const closeLog = join(folder, 'closed.log')
process.env['TEST_DATABASE'] = join(folder, 'test.db')
process.env['TEST_CLOSE_LOG'] = closeLog

const moduleUrl = (name: string): URL => new URL(`./modules/${name}`, import.meta.url)
class NameTaken extends Error {
  declare code: string
  declare status: number
  declare details: unknown
}
const requests = new AsyncLocalStorage<{ requestId: string }>()
const users = syncToAsync<Users>(moduleUrl('users.sync.js'), { errors: [NameTaken], carry: () => requests.getStore() })
const orders = syncToAsync<Orders>(moduleUrl('orders.sync.js'))

const failureOf = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => { throw new Error('did not fail') }, (error: unknown) => error)
const wait = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms) })

beforeEach(() => users.reset())
afterAll(async () => {
  await closeAll()
  rmSync(folder, { recursive: true })
})

describe('thread affinity', () => {
  test('two modules share one thread, which is not the main one', async () => {
    const [first, second] = await Promise.all([users.thread(), orders.thread()])
    expect(first).toBe(second)
    expect(first).not.toBe(threadId)
  })

  test('they share the connection: temporary tables and PRAGMAs of one are seen by the other', async () => {
    await users.makeTemporaryTable()
    await users.keep(42)
    expect(await orders.kept()).toEqual([{ a: 42 }])
    await users.setCacheSize(-777)
    expect(await orders.cacheSize()).toBe(-777)
  })

  test('calls run in the order in which they were made, even while modules are still being imported', async () => {
    const first = syncToAsync<Users>(moduleUrl('users.sync.js'), { affinity: 'order' })
    const second = syncToAsync<Orders>(moduleUrl('orders.sync.js'), { affinity: 'order' })
    const [, , rows] = await Promise.all([first.makeTemporaryTable(), first.keep(1), second.kept()])
    expect(rows).toEqual([{ a: 1 }])
  })

  test('another affinity is another thread with a connection of its own', async () => {
    const other = syncToAsync<Orders>(moduleUrl('orders.sync.js'), { affinity: 'other' })
    expect(await other.thread()).not.toBe(await users.thread())
    await expect(other.kept()).rejects.toThrow(/no such table/)
  })

  test('a pool runs calls on several threads at once', async () => {
    const pool = syncToAsync<Users>(moduleUrl('users.sync.js'), { threadSensitive: false, poolSize: 2 })
    const threads = await Promise.all(Array.from({ length: 8 }, () => pool.spinThread(20)))
    expect(new Set(threads).size).toBe(2)
  })

  test('the same thread asked for with other options is an error that names both modules and the option', () => {
    syncToAsync(moduleUrl('users.sync.js'), { affinity: 'shared', maxQueue: 10 })
    expect(() => syncToAsync(moduleUrl('orders.sync.js'), { affinity: 'shared' })).toThrow(expect.objectContaining({
      code: 'ERR_SYNC_OPTIONS',
      message: "Two modules share affinity 'shared' and differ in maxQueue: users.sync.js has 10, orders.sync.js has 256",
    }))
    expect(() => syncToAsync(moduleUrl('orders.sync.js'), { affinity: 'shared', maxQueue: 10 })).not.toThrow()
    expect(() => syncToAsync(moduleUrl('orders.sync.js'), { poolSize: 2 })).toThrow('poolSize needs threadSensitive: false')
    expect(() => syncToAsync(moduleUrl('orders.sync.js'), { affinity: 'none', maxQueue: 0 })).toThrow('maxQueue must be a whole number')
  })
})

describe('atomicity', () => {
  test('a check and an insert in one call: of 50 at once one succeeds, with or without a transaction', async () => {
    for (const register of [users.register, users.registerInTransaction]) {
      await users.reset()
      const results = await Promise.allSettled(Array.from({ length: 50 }, () => register('ann')))
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await users.count()).toBe(1)
    }
  })

  test('split over two calls, every one of them passes the check: why the span must stay whole', async () => {
    await Promise.all(Array.from({ length: 50 }, async () => { if (!await users.exists('ann')) await users.insert('ann') }))
    expect(await users.count()).toBe(50)
  })

  test('a call that returns inside of a transaction fails, and its writes are rolled back', async () => {
    await expect(users.leaveTransactionOpen()).rejects.toMatchObject({ code: 'ERR_SYNC_OPEN_TRANSACTION', started: true })
    expect(await orders.isInTransaction()).toBe(false)
    expect(await users.count()).toBe(0)
  })

  test('a call that throws inside of a transaction is rolled back, too, and its own error arrives', async () => {
    await expect(users.failInTransaction()).rejects.toThrow(new TypeError('in the middle'))
    expect(await orders.isInTransaction()).toBe(false)
    expect(await users.count()).toBe(0)
  })
})

describe('errors', () => {
  test('keep class, name, code, properties, cause and the stacks of both threads', async () => {
    await users.register('ann')
    const callerFrame = async (): Promise<void> => { await users.register('ann') }
    const error = await failureOf(callerFrame())
    expect(error).toBeInstanceOf(NameTaken)
    expect(types.isNativeError(error)).toBe(true)
    expect(error).toMatchObject({ name: 'NameTaken', message: 'name ann is taken', code: 'E_TAKEN', status: 409, details: { name: 'ann' } })
    const { cause, stack = '' } = error as Error
    expect(cause).toEqual(new RangeError('inner'))
    expect(stack).toMatch(/users\.sync\.js:\d+/)
    expect(stack).toMatch(/at async syncToAsync\(users\.sync\.js#register\)[^]*callerFrame[^]*sync-to-async\.test\.ts/)
  })

  test('of a class that was not named keep name and code', async () => {
    const unnamed = syncToAsync<Users>(moduleUrl('users.sync.js'))
    await unnamed.register('ann')
    expect(await failureOf(unnamed.register('ann'))).toMatchObject({ name: 'NameTaken', code: 'E_TAKEN' })
  })

  test('of the driver keep their code', async () => {
    expect(await failureOf(users.badSql())).toMatchObject({ message: expect.stringContaining('no such table: nowhere') as string, code: expect.stringMatching(/SQLITE/) as string })
  })

  test('that a function hands back are what they are when it throws them', async () => {
    await users.register('ann')
    const { taken, list: [failed] } = await users.handBack('ann')
    expect(taken).toBeInstanceOf(NameTaken)
    expect(taken).toMatchObject({ message: 'name ann is taken', code: 'E_TAKEN', details: { name: 'ann' }, cause: new RangeError('inner') })
    expect(failed).toMatchObject({ message: expect.stringContaining('no such table: nowhere') as string, code: expect.stringMatching(/SQLITE/) as string })
  })

  test('may be other values, and many', async () => {
    expect(await failureOf(users.throwPlain())).toEqual({ plain: true })
    const many = await failureOf(users.throwMany())
    expect(many).toBeInstanceOf(AggregateError)
    expect((many as AggregateError).errors).toEqual([new TypeError('one'), new RangeError('two')])
  })

  test('at the import of a module reject its calls, and not those of others', async () => {
    const broken = syncToAsync<{ any(): void }>(moduleUrl('broken.sync.js'))
    await expect(broken.any()).rejects.toThrow('this module does not load')
    expect(await users.count()).toBe(0)
  })

  test('name what cannot be called', async () => {
    const untyped = syncToAsync<Record<string, () => void>>(moduleUrl('users.sync.js'))
    for (const name of ['missing', 'constant']) {
      await expect(untyped[name]?.()).rejects.toMatchObject({ code: 'ERR_SYNC_NOT_A_FUNCTION', message: expect.stringContaining(`exports no function '${name}'`) as string })
    }
    await expect(untyped['asynchronous']?.()).rejects.toMatchObject({ code: 'ERR_SYNC_RETURNED_PROMISE' })
    await expect(untyped['iterator']?.()).rejects.toMatchObject({ code: 'ERR_SYNC_RETURNED_ITERATOR' })
    await expect(untyped['generator']?.()).rejects.toMatchObject({ code: 'ERR_SYNC_RETURNED_ITERATOR' })
  })

  test('tell a module that starts a server to be split', async () => {
    const server = syncToAsync<{ never(): number }>(moduleUrl('server.sync.js'))
    await expect(server.never()).rejects.toMatchObject({ code: 'ERR_SYNC_SERVER_IN_WORKER' })
  })

  test('refuse a call from inside of a sync thread, which would wait for itself', async () => {
    const nested = syncToAsync<{ callFromInside(): void; seen(): string }>(moduleUrl('nested.sync.js'))
    await nested.callFromInside()
    expect(await nested.seen()).toBe('ERR_SYNC_NESTED')
  })

  test('refuse to load a sync module on the main thread', async () => {
    vi.stubEnv('SYNC_TO_ASYNC', 'thread')
    await expect(import('./modules/users.sync.js')).rejects.toMatchObject({ code: 'ERR_SYNC_ONLY_MODULE' })
    vi.unstubAllEnvs()
  })
})

describe('values', () => {
  test('cross as they are, Buffers as Buffers in both directions', async () => {
    const value = { date: new Date(5), none: null, missing: undefined, big: 10n, map: new Map([[1, new Set([2])]]), bytes: new Uint8Array([1]), list: [{ image: Buffer.from('hi') }] }
    const back = await users.same(value) as typeof value
    expect(back).toEqual(value)
    expect(back).toHaveProperty('missing')
    expect(Buffer.isBuffer(back.list[0]?.image)).toBe(true)
    expect(Buffer.isBuffer(back.bytes)).toBe(false)
    expect(await users.isBuffer(Buffer.from('hi'))).toBe(true)
  })

  test('as rows with a BLOB', async () => {
    await users.insert('ann', Buffer.from('image'))
    const [row] = await users.all() as { name: string; avatar: Buffer }[]
    expect(row).toMatchObject({ name: 'ann' })
    expect(Buffer.from(row?.avatar ?? []).toString()).toBe('image')
  })

  test('that would lose their class, or cannot cross, are refused with their path', async () => {
    const refused = (promise: Promise<unknown>): Promise<unknown> => failureOf(promise).then((error) => (error as Error).message)
    expect(await refused(users.instance())).toContain(`The result of 'instance'["rows"][0] cannot cross to another thread: it is an instance of User`)
    expect(await refused(users.functionInside())).toContain('cannot cross to another thread')
    class Money { readonly amount = 1 }
    expect(await refused(users.same({ price: new Money() }))).toContain('users.sync.js#same: arguments[0]["price"] cannot cross to another thread: it is an instance of Money')
    expect(await failureOf(users.same({ run: () => 1 }))).toMatchObject({ code: 'ERR_SYNC_UNCLONEABLE' })
    expect(await refused(users.same(new Map([['image', Buffer.from('hi')]])))).toContain('inside of a Map or Set')
    const lossy = syncToAsync<Users>(moduleUrl('users.sync.js'), { allowInstances: true })
    expect(await lossy.instance()).toEqual({ rows: [{ id: 1 }] })
  })

  test('a refused call leaves the thread as it was', async () => {
    await failureOf(users.same({ run: () => 1 }))
    expect(await users.same(1)).toBe(1)
  })
})

describe('context', () => {
  test('survives the await, and is carried into the call', async () => {
    await requests.run({ requestId: 'r1' }, async () => {
      expect(await users.context()).toEqual({ requestId: 'r1' })
      expect(requests.getStore()).toEqual({ requestId: 'r1' })
    })
    expect(await users.context()).toBeUndefined()
  })
})

describe('CommonJS', () => {
  test('a module that exports an object, by its path', async () => {
    const commonjs = syncToAsync<{ double(n: number): number; context(): unknown }>(join(import.meta.dirname, 'modules/default.sync.cjs'), { carry: () => 'carried' })
    expect(await commonjs.double(21)).toBe(42)
    expect(await commonjs.context()).toBe('carried')
  })
})

describe('abort', () => {
  test('a queued call never runs, a running one runs to its end, and the error says which it was', async () => {
    const controller = new AbortController()
    const busy = users.spin(60)
    const queued = withOptions(users, { signal: controller.signal }).insert('never')
    controller.abort()
    expect(await failureOf(queued)).toMatchObject({ name: 'AbortError', started: false })
    expect(await busy).toBe(60)
    expect(await users.count()).toBe(0)

    const timed = withOptions(users, { signal: AbortSignal.timeout(20) }).spin(80)
    expect(await failureOf(timed)).toMatchObject({ name: 'TimeoutError', started: true })
    await expect(withOptions(users, { signal: AbortSignal.abort() }).insert('never')).rejects.toMatchObject({ name: 'AbortError' })
    expect(await users.count()).toBe(0)
  })
})

describe('a full queue', () => {
  test('refuses at once with status 503, and takes calls again later', async () => {
    const small = syncToAsync<Users>(moduleUrl('users.sync.js'), { affinity: 'small', maxQueue: 2 })
    const results = await Promise.allSettled([small.spin(30), small.spin(1), small.spin(1)])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    expect(results[2]).toMatchObject({ reason: { code: 'ERR_SYNC_QUEUE_FULL', status: 503, started: false } })
    expect(await small.spin(1)).toBe(1)
  })

  test('is as long as the environment says, where no client says it', async () => {
    vi.stubEnv('SYNC_TO_ASYNC_MAX_QUEUE', '1')
    const single = syncToAsync<Users>(moduleUrl('users.sync.js'), { affinity: 'single' })
    vi.stubEnv('SYNC_TO_ASYNC_MAX_QUEUE', 'many')
    expect(() => syncToAsync(moduleUrl('users.sync.js'), { affinity: 'many' })).toThrow('maxQueue must be a whole number of at least 1, and is NaN')
    vi.unstubAllEnvs()
    await expect(Promise.all([single.spin(5), single.spin(1)])).rejects.toMatchObject({ code: 'ERR_SYNC_QUEUE_FULL' })
  })
})

describe('a crash', () => {
  test('rejects what ran and what waited, tells them apart, rolls back, and the next call starts a new thread', async () => {
    const before = await users.thread()
    const results = await Promise.allSettled([users.crashInTransaction(), users.count(), users.count()])
    expect(results.map((result) => result.status === 'rejected' && result.reason as unknown)).toMatchObject([
      { code: 'ERR_SYNC_WORKER_EXIT', started: true },
      { code: 'ERR_SYNC_WORKER_EXIT', started: false },
      { code: 'ERR_SYNC_WORKER_EXIT', started: false },
    ])
    expect(await users.count()).toBe(0)
    expect(await users.thread()).not.toBe(before)
  })

  test('while no call is held is told by a warning', async () => {
    const idle = syncToAsync<Users>(moduleUrl('users.sync.js'), { affinity: 'idle' })
    const warned = new Promise<Error>((resolve) => { process.once('warning', resolve) })
    await idle.crashLater()
    expect((await warned).message).toMatch(/the sync thread 'idle' ended while it had no call: Error: in the background/)
    expect(await idle.count()).toBe(0)
  })

  test('again and again is answered with an error until a pause is over', async () => {
    const crashing = syncToAsync<{ crash(): void; fine(): string }>(moduleUrl('crashing.sync.js'), { affinity: 'crashing' })
    await expect(crashing.crash()).rejects.toMatchObject({ code: 'ERR_SYNC_WORKER_EXIT' })
    await expect(crashing.crash()).rejects.toMatchObject({ code: 'ERR_SYNC_WORKER_EXIT' })
    await expect(crashing.fine()).rejects.toMatchObject({ code: 'ERR_SYNC_CRASH_LOOP', status: 503 })
    await wait(150)
    expect(await crashing.fine()).toBe('fine')
  })
})

describe('the process', () => {
  const runScript = (script: string): { status: number | null; stdout: string } => spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname, encoding: 'utf8', timeout: 20_000,
  })
  const useUsers = `import { syncToAsync } from 'unblock-runtime'
    const users = syncToAsync(new URL('${moduleUrl('users.sync.js').href}'))`

  test('ends by itself while threads are idle, and not before a call is answered', () => {
    const { status, stdout } = runScript(`${useUsers}
      await users.count()
      users.spin(200).then(() => console.log('done'))`)
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'done\n' })
  })
})

describe('closeAll', () => {
  test('drains, closes in the thread that opened, refuses meanwhile, and starts anew afterwards', async () => {
    rmSync(closeLog, { force: true })
    const thread = await users.thread()
    const running = users.spin(30)
    const closing = closeAll()
    await expect(users.count()).rejects.toMatchObject({ code: 'ERR_SYNC_CLOSED', status: 503 })
    expect(await running).toBe(30)
    await closing
    expect(readFileSync(closeLog, 'utf8')).toContain(`closed ${thread}\n`)
    expect(await users.count()).toBe(0)
  })

  test('ends by force what does not end in time', async () => {
    const endless = syncToAsync<Users>(moduleUrl('users.sync.js'), { affinity: 'endless' })
    const call = failureOf(endless.spin(60_000))
    await wait(300)
    await closeAll(200)
    expect(await call).toMatchObject({ code: 'ERR_SYNC_WORKER_EXIT', started: true })
  })
})
