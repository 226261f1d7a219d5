import { afterAll, describe, expect, test, vi } from 'vitest'
import { closeAll, syncToAsync } from 'unblock-runtime'
import type * as ExportsModule from './modules/exports.sync.js'
import type * as HandedModule from './modules/handed.sync.js'

const moduleUrl = (name: string): URL => new URL(`./modules/${name}`, import.meta.url)
afterAll(() => closeAll())

describe.each(['thread', 'inline'])('an object of the thread that is handed on by its client, run by %s', (mode) => {
  vi.stubEnv('SYNC_TO_ASYNC', mode)
  const exported = syncToAsync<typeof ExportsModule>(moduleUrl('exports.sync.js'), {
    inline: () => import('./modules/exports.sync.js'),
  })
  const { userDb, queries } = exported
  const { isOwn, both } = syncToAsync<typeof HandedModule>(moduleUrl('handed.sync.js'), { inline: () => import('./modules/handed.sync.js') })
  vi.unstubAllEnvs()

  test('arrives as itself, also where its module was not loaded before', async () => {
    expect(await isOwn(userDb)).toBe(true)
  })

  test('arrives between values that are copied', async () => {
    expect(await both(1, userDb, queries)).toEqual(['bob', 'SELECT * FROM users'])
  })

  test('has to be an object that the module exports', async () => {
    const { version } = exported as unknown as { version: typeof userDb }
    await expect(isOwn(version)).rejects.toMatchObject({ code: 'ERR_SYNC_NOT_A_FUNCTION' })
  })

  test('is no object itself', async () => {
    class Users { find() { return 'ann' } }
    await expect(isOwn(new Users() as unknown as typeof userDb)).rejects.toMatchObject({ code: 'ERR_SYNC_UNCLONEABLE' })
  })

  test.runIf(mode === 'thread')('lives in the thread that the call runs on', async () => {
    const { userDb: elsewhere } = syncToAsync<typeof ExportsModule>(moduleUrl('exports.sync.js'), { affinity: 'elsewhere' })
    await expect(isOwn(elsewhere)).rejects.toThrow("argument 1 is an object of the sync thread 'elsewhere'")
  })
})
