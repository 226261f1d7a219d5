import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { closeAll, syncToAsync } from 'unblock-runtime'
import type * as DrizzleModule from './modules/drizzle.sync.js'
import type * as OrdersModule from './modules/orders.sync.js'
import type * as UsersModule from './modules/users.sync.js'

const load = createRequire(import.meta.url)
const major = Number.parseInt(process.versions.node)
/** libsql runs on all versions of Node, node:sqlite came with 22, and better-sqlite3 is compiled for the version that installed it. */
const drivers = [
  { driver: 'better-sqlite3', runs: !isOfOtherVersion('better-sqlite3') },
  { driver: 'libsql', runs: true },
  { driver: 'node:sqlite', runs: major >= 22 },
]
const folder = mkdtempSync(join(tmpdir(), 'drivers-'))
const moduleUrl = (name: string): URL => new URL(`./modules/${name}`, import.meta.url)

afterAll(async () => {
  await closeAll()
  rmSync(folder, { recursive: true })
})

for (const { driver, runs } of drivers) {
  describe.skipIf(!runs)(`with ${driver}`, () => {
    const options = { affinity: driver, env: { ...process.env, TEST_DRIVER: driver, TEST_DATABASE: join(folder, `${driver.replace(':', '-')}.db`) } }
    const users = syncToAsync<typeof UsersModule>(moduleUrl('users.sync.js'), options)
    const orders = syncToAsync<typeof OrdersModule>(moduleUrl('orders.sync.js'), options)
    beforeEach(() => users.reset())

    test('connection state is shared by modules and kept between calls', async () => {
      await users.makeTemporaryTable()
      await users.keep(42)
      expect(await orders.kept()).toEqual([{ a: 42 }])
    })

    test('of 50 registrations of one name at once, one succeeds', async () => {
      const results = await Promise.allSettled(Array.from({ length: 50 }, () => users.register('ann')))
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await users.count()).toBe(1)
    })

    test('a transaction that a call leaves open is rolled back and reported', async () => {
      await expect(users.leaveTransactionOpen()).rejects.toMatchObject({ code: 'ERR_SYNC_OPEN_TRANSACTION' })
      await expect(users.failInTransaction()).rejects.toThrow('in the middle')
      expect(await orders.isInTransaction()).toBe(false)
      expect(await users.count()).toBe(0)
    })

    test.runIf(driver !== 'node:sqlite')('an exported transaction is called as it is, and by its members', async () => {
      await users.registerAll(['ann', 'bob'])
      await users.registerAll.immediate(['cid'])
      await expect(users.registerAll.immediate(['dan', 'ann'])).rejects.toMatchObject({ code: 'E_TAKEN' })
      expect(await users.count()).toBe(3)
    })

    test('errors of the driver arrive as errors', async () => {
      await expect(users.badSql()).rejects.toThrow(/no such table: nowhere/)
    })

    describe.skipIf(driver === 'node:sqlite')('under drizzle-orm', () => {
      const drizzle = syncToAsync<typeof DrizzleModule>(moduleUrl('drizzle.sync.js'), options)
      beforeEach(() => drizzle.reset())

      test('rows and transactions are what they are', async () => {
        const results = await Promise.allSettled(Array.from({ length: 50 }, () => drizzle.register('ann')))
        expect(results.filter(({ status }) => status === 'fulfilled')).toMatchObject([{ value: { name: 'ann' } }])
        expect(await drizzle.all()).toMatchObject([{ name: 'ann' }])
      })

      test('a query that was not run is refused, and an open transaction rolled back', async () => {
        await expect(drizzle.unfinished()).rejects.toMatchObject({ code: 'ERR_SYNC_RETURNED_PROMISE' })
        await expect(drizzle.leaveTransactionOpen()).rejects.toMatchObject({ code: 'ERR_SYNC_OPEN_TRANSACTION' })
        expect(await orders.isInTransaction()).toBe(false)
      })
    })

    // libsql has a class of the same name, and is loaded here, too.
    test.runIf(driver === 'better-sqlite3')('its errors have their class, where the main thread has loaded it', async () => {
      const { SqliteError } = load(driver) as { SqliteError: new (...args: never[]) => Error }
      await expect(users.badSql()).rejects.toBeInstanceOf(SqliteError)
      await expect(users.badSql()).rejects.toMatchObject({ name: 'SqliteError', code: 'SQLITE_ERROR' })
    })
  })
}

function isOfOtherVersion(driver: string): boolean {
  try {
    const Database = load(driver) as new (path: string) => object
    return !new Database(':memory:')
  } catch (error) {
    return error instanceof Error && error.message.includes('NODE_MODULE_VERSION')
  }
}
