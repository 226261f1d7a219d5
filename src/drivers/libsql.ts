import { betterSqlite3Classes } from './better-sqlite3.js'
import type { Driver } from './driver.js'

/** https://github.com/tursodatabase/libsql-js: the API of better-sqlite3; its `libsql/promise` is no blocking one. */
export const libsql: Driver = {
  module: 'libsql',
  connections: [{ name: '', gives: 'Database' }, { name: 'Database', gives: 'Database' }],
  classes: betterSqlite3Classes,
}
