import { AsyncLocalStorage } from 'node:async_hooks'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { threadId } from 'node:worker_threads'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { closeAll, syncToAsync, withOptions } from 'unblock-runtime'
import type * as UsersModule from './modules/users.sync.js'

const folder = mkdtempSync(join(tmpdir(), 'inline-'))
vi.stubEnv('SYNC_TO_ASYNC', 'inline')
vi.stubEnv('TEST_DATABASE', join(folder, 'test.db'))
const requests = new AsyncLocalStorage<string>()
const usersUrl = new URL('./modules/users.sync.js', import.meta.url)
const inline = (): Promise<typeof UsersModule> => import('./modules/users.sync.js')
const users = syncToAsync<typeof UsersModule>(usersUrl, { inline, carry: () => requests.getStore() })

beforeEach(() => users.reset())
afterAll(async () => {
  await closeAll()
  rmSync(folder, { recursive: true })
})

test('calls run on the thread of the test, in the module that the test runner loads', async () => {
  expect(await users.thread()).toBe(threadId)
  await users.insert('ann')
  expect((await inline()).count()).toBe(1)
})

test('errors are those that were thrown, and the context is carried', async () => {
  await users.register('ann')
  await expect(users.register('ann')).rejects.toBeInstanceOf((await import('./modules/users.sync.js')).NameTaken)
  expect(await requests.run('r1', () => users.context())).toBe('r1')
})

test('errors that are handed back are the same, too', async () => {
  await users.register('ann')
  const { taken } = await users.handBack('ann')
  expect(taken).toBeInstanceOf((await import('./modules/users.sync.js')).NameTaken)
  expect(taken).toMatchObject({ code: 'E_TAKEN', details: { name: 'ann' } })
})

test('values are copied and checked as between threads, so that a unit test sees what production will do', async () => {
  const value = { list: [1], image: Buffer.from('hi') }
  const back = await users.same(value)
  expect(back).toEqual(value)
  expect(back).not.toBe(value)
  await expect(users.instance()).rejects.toMatchObject({ code: 'ERR_SYNC_UNCLONEABLE' })
  await expect(users.same({ run: () => 1 })).rejects.toThrow('could not be cloned')
  const untyped = syncToAsync<Record<string, () => void>>(usersUrl, { inline })
  await expect(untyped['asynchronous']?.()).rejects.toMatchObject({ code: 'ERR_SYNC_RETURNED_PROMISE' })
  await expect(untyped['missing']?.()).rejects.toMatchObject({ code: 'ERR_SYNC_NOT_A_FUNCTION' })
})

test('values of another realm keep their class, as in jest, whose tests have a realm of their own; instances of classes do not', async () => {
  const foreign: unknown = runInNewContext('({ list: [1, [2]], at: new Date(0), byName: new Map([["a", new Set([1])]]), error: new RangeError("far") })')
  expect(await users.same(foreign)).toEqual({ list: [1, [2]], at: new Date(0), byName: new Map([['a', new Set([1])]]), error: new RangeError('far') })
  const instances: unknown[] = ['new (class Point {})', 'new (class List extends Array {})', 'new (class Late extends Date {})'].map((text) => runInNewContext(text) as unknown)
  for (const instance of instances) await expect(users.same({ instance })).rejects.toMatchObject({ code: 'ERR_SYNC_UNCLONEABLE' })
})

test('an aborted call does not run', async () => {
  await expect(withOptions(users, { signal: AbortSignal.abort() }).insert('never')).rejects.toMatchObject({ name: 'AbortError' })
  expect(await users.count()).toBe(0)
})

test('vitest is a place for it, unless there is another word', async () => {
  const threadOf = (options: { inline?: () => unknown }): Promise<number> => syncToAsync<typeof UsersModule>(usersUrl, { affinity: 'runner', ...options }).thread()
  vi.stubEnv('SYNC_TO_ASYNC', undefined)
  expect(await threadOf({ inline })).toBe(threadId)
  expect(await threadOf({})).not.toBe(threadId)
  vi.stubEnv('SYNC_TO_ASYNC', 'thread')
  expect(await threadOf({ inline })).not.toBe(threadId)
  vi.stubEnv('SYNC_TO_ASYNC', 'inline')
})

test('without inline the module is imported from its URL', () => {
  const script = `import { syncToAsync } from 'unblock-runtime'
    const users = syncToAsync(new URL('${usersUrl.href}'))
    console.log(await users.thread())`
  const env = { ...process.env, SYNC_TO_ASYNC: 'inline', TEST_DATABASE: ':memory:' }
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: import.meta.dirname, encoding: 'utf8', env })
  expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' })
})
