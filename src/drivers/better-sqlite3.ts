import type { Driver, DriverClass } from './driver.js'

/** The classes of better-sqlite3 and of what has the same API. */
export const betterSqlite3Classes: Readonly<Record<string, DriverClass>> = {
  Database: {
    types: ['Database', 'Database.Database'],
    methods: {
      prepare: { effect: 'none', gives: 'Statement' },
      transaction: { effect: 'none', gives: 'Transaction', callback: 'keeps' },
      exec: { effect: 'of-sql', gives: 'Database' },
      pragma: { effect: 'unknown' },
      function: { effect: 'none', gives: 'Database', callback: 'registers' },
      aggregate: { effect: 'none', gives: 'Database', callback: 'registers' },
      table: { effect: 'none', gives: 'Database', callback: 'registers' },
      loadExtension: { effect: 'unknown', gives: 'Database' },
      close: { effect: 'read', gives: 'Database' },
      defaultSafeIntegers: { effect: 'none', gives: 'Database' },
      unsafeMode: { effect: 'none', gives: 'Database' },
      serialize: { effect: 'read' },
    },
  },
  Statement: {
    types: ['Statement', 'Database.Statement'],
    methods: {
      run: { effect: 'of-statement' },
      get: { effect: 'of-statement' },
      all: { effect: 'of-statement' },
      iterate: { effect: 'of-statement', gives: 'Iterator' },
      pluck: { effect: 'none', gives: 'Statement' },
      expand: { effect: 'none', gives: 'Statement' },
      raw: { effect: 'none', gives: 'Statement' },
      bind: { effect: 'none', gives: 'Statement' },
      safeIntegers: { effect: 'none', gives: 'Statement' },
      columns: { effect: 'none' },
    },
    members: { database: 'Database' },
  },
  Transaction: {
    types: ['Transaction', 'Database.Transaction'],
    methods: {
      default: { effect: 'unknown' },
      deferred: { effect: 'unknown' },
      immediate: { effect: 'unknown' },
      exclusive: { effect: 'unknown' },
    },
    call: { effect: 'unknown' },
  },
  Iterator: { types: [], methods: { next: { effect: 'read' }, return: { effect: 'none' } } },
}

/** https://github.com/WiseLibs/better-sqlite3 */
export const betterSqlite3: Driver = {
  module: 'better-sqlite3',
  connections: [{ name: '', gives: 'Database' }, { name: 'Database', gives: 'Database' }],
  classes: betterSqlite3Classes,
}
