import { createRequire } from 'node:module'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { closeAll, syncToAsync, withOptions } from 'unblock-runtime'
import type * as ExportsModule from './modules/exports.sync.js'

const load = createRequire(import.meta.url)
const moduleUrl = (name: string): URL => new URL(`./modules/${name}`, import.meta.url)
afterAll(() => closeAll())

type CommonJs = {
  double(n: number): number
  fourfold(n: number): number
  users: { find(id: number): string }
  default: { fourfold(n: number): number }
}
interface Compiled { userDb: { find(id: number): string }; default(id: number): string }
interface Users { add(name: string): number; default: { add(name: string): number } }

describe.each(['thread', 'inline'])('what a module exports, run by %s', (mode) => {
  vi.stubEnv('SYNC_TO_ASYNC', mode)
  const exported = syncToAsync<typeof ExportsModule>(moduleUrl('exports.sync.js'), { inline: () => import('./modules/exports.sync.js') })
  const commonJs = <Module>(name: string) => syncToAsync<Module>(load.resolve(`./modules/${name}`), { inline: () => load(`./modules/${name}`) as unknown })
  const object = commonJs<CommonJs>('object.sync.cjs')
  const single = commonJs<{ (id: number): string; default(id: number): string }>('function.sync.cjs')
  const instance = commonJs<Users>('instance.sync.cjs')
  const compiled = commonJs<Compiled>('compiled.sync.cjs')
  vi.unstubAllEnvs()

  test('a client is taken apart, and a method keeps its object', async () => {
    const { userDb, findUser, queries, Counter } = exported
    expect(await Promise.all([userDb.find(1), findUser(0), userDb.length(), queries.all()])).toEqual(['bob', 'ann', 2, 'SELECT * FROM users'])
    const first = await Counter.next()
    expect(await Counter.next()).toBe(first + 1)
  })

  test('a function of its own has no this', async () => {
    expect(await exported.owner()).toBe(true)
  })

  test('the default export and its members', async () => {
    expect(await exported.default.ownName()).toBe(42)
    const named = exported as unknown as { ownName(): Promise<number> }
    expect(await named.ownName()).toBe(42)
  })

  test('errors and refusals say the path', async () => {
    await expect(exported.userDb.failed()).rejects.toThrow(new RangeError('failed in userDb'))
    await expect(exported.userDb.rows()).rejects.toThrow("'userDb.rows' returned an iterator")
    const untyped = exported as unknown as Record<string, Record<string, (...args: unknown[]) => Promise<unknown>>>
    await expect(untyped['userDb']?.['later']?.()).rejects.toMatchObject({ code: 'ERR_SYNC_RETURNED_PROMISE' })
    await expect(untyped['userDb']?.['nothing']?.()).rejects.toThrow(/exports\.sync\.js exports no function 'userDb\.nothing'/)
    await expect(untyped['nothing']?.['find']?.()).rejects.toThrow("exports no function 'nothing.find'")
    await expect(untyped['userDb']?.['find']?.(() => 1)).rejects.toMatchObject({ code: 'ERR_SYNC_UNCLONEABLE' })
    await expect((exported as unknown as { version(): Promise<unknown> }).version()).rejects.toMatchObject({ code: 'ERR_SYNC_NOT_A_FUNCTION' })
  })

  test('of CommonJS: an object whose methods call each other', async () => {
    const { users } = object
    expect(await Promise.all([object.double(2), object.fourfold(2), users.find(1), object.default.fourfold(1)])).toEqual([4, 8, 'user 1', 4])
  })

  test('of CommonJS: a function, and an instance of a class', async () => {
    expect(await single(7)).toBe('user 7')
    expect(await single.default(7)).toBe('user 7')
    const before = await instance.add('ann')
    expect(await instance.default.add('bob')).toBe(before + 1)
  })

  test('of CommonJS compiled from an ES module', async () => {
    expect(await Promise.all([compiled.userDb.find(1), compiled.default(2)])).toEqual(['user 1', 'default 2'])
  })
})

describe('a client', () => {
  const { userDb, findUser } = syncToAsync<typeof ExportsModule>(moduleUrl('exports.sync.js'))

  test('gives the same object for a name each time', () => {
    const client = syncToAsync<typeof ExportsModule>(moduleUrl('exports.sync.js'))
    expect(client.userDb).toBe(client.userDb)
    expect(client.userDb.find).toBe(client.userDb.find)
    expect('userDb' in client).toBe(true)
  })

  test('and its parts are no promises, and have no JSON of their own', async () => {
    expect(await Promise.resolve(userDb)).toBe(userDb)
    expect(JSON.stringify({ userDb })).toBe('{}')
  })

  test('gives functions that can be bound, called and applied', async () => {
    expect(await findUser.bind(undefined)(0)).toBe('ann')
    expect(await findUser.call(undefined, 0)).toBe('ann')
    expect(await findUser.apply(undefined, [1])).toBe('bob')
  })

  test('takes options for a part of it', async () => {
    const options = { signal: AbortSignal.abort() }
    await expect(withOptions(findUser, options)(0)).rejects.toMatchObject({ name: 'AbortError' })
    await expect(withOptions(userDb, options).find(0)).rejects.toMatchObject({ name: 'AbortError' })
    expect(await withOptions(userDb, {}).find(0)).toBe('ann')
  })

  test('can be spied on', async () => {
    const spy = vi.spyOn(userDb, 'find').mockResolvedValue('mocked')
    expect(await userDb.find(1)).toBe('mocked')
    spy.mockRestore()
    expect(await userDb.find(1)).toBe('bob')
  })
})
