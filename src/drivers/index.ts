import { betterSqlite3 } from './better-sqlite3.js'
import type { Driver } from './driver.js'
import { drizzle } from './drizzle.js'
import { libsql } from './libsql.js'
import { nodeSqlite } from './node-sqlite.js'

/** The database drivers whose calls block. */
export const builtInDrivers: readonly Driver[] = [betterSqlite3, nodeSqlite, libsql, drizzle]
