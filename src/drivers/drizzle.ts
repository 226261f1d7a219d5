import type { Driver, DriverClass, DriverMethod } from './driver.js'

const runs: Readonly<Record<string, DriverMethod>> = {
  run: { effect: 'of-statement' },
  all: { effect: 'of-statement' },
  get: { effect: 'of-statement' },
  values: { effect: 'of-statement' },
  sync: { effect: 'of-statement' },
}

/** A query is built by chained calls and run by the last: `db.select().from(users).where(…).all()`. */
function query(name: string): DriverClass {
  return { types: [], methods: { ...runs, prepare: { effect: 'none', gives: name }, toSQL: { effect: 'none' } }, otherMethods: name, isAwaitable: true }
}

const statements: Readonly<Record<string, DriverMethod>> = {
  select: { effect: 'none', gives: 'Read' },
  selectDistinct: { effect: 'none', gives: 'Read' },
  $count: { effect: 'none', gives: 'Read' },
  insert: { effect: 'none', gives: 'Write' },
  update: { effect: 'none', gives: 'Write' },
  delete: { effect: 'none', gives: 'Write' },
}

const classes: Readonly<Record<string, DriverClass>> = {
  Database: {
    types: ['BetterSQLite3Database', 'BetterSQLiteTransaction'],
    methods: {
      ...statements,
      with: { effect: 'none', gives: 'With' },
      $with: { effect: 'none', gives: 'With' },
      run: { effect: 'unknown' },
      all: { effect: 'unknown' },
      get: { effect: 'unknown' },
      values: { effect: 'unknown' },
      transaction: { effect: 'unknown', callback: 'runs', callbackGets: 'Database' },
      rollback: { effect: 'write' },
    },
    members: { query: 'Tables', $client: 'Client' },
  },
  Read: query('Read'),
  Write: query('Write'),
  With: { types: [], methods: statements, otherMethods: 'With' },
  Tables: { types: [], methods: {}, otherMembers: 'Table' },
  Table: { types: [], methods: { findMany: { effect: 'none', gives: 'Read' }, findFirst: { effect: 'none', gives: 'Read' } } },
}

/** https://orm.drizzle.team over better-sqlite3, or over libsql, whose API is the same; `drizzle-orm/libsql` does not block. */
export const drizzle: Driver = {
  module: 'drizzle-orm/better-sqlite3',
  connections: [{ name: 'drizzle', gives: 'Database', wraps: true }],
  classes,
}
