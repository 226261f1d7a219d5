import { appendFileSync } from 'node:fs'
import { threadId } from 'node:worker_threads'
import { assertSyncThread, callContext, onClose } from 'unblock-runtime'
import { db } from './database.js'

assertSyncThread(import.meta)
onClose(() => {
  db.close()
  if (process.env.TEST_CLOSE_LOG) appendFileSync(process.env.TEST_CLOSE_LOG, `closed ${threadId}\n`)
})

export class NameTaken extends Error {
  constructor(name) {
    super(`name ${name} is taken`, { cause: new RangeError('inner') })
    this.name = 'NameTaken'
    this.code = 'E_TAKEN'
    this.status = 409
    this.details = { name }
  }
}

export const thread = () => threadId
export const context = () => callContext()
export const reset = () => { db.exec('DELETE FROM users') }
export const count = () => db.prepare('SELECT count(*) AS count FROM users').get().count
export const exists = (name) => db.prepare('SELECT 1 FROM users WHERE name = ?').get(name) !== undefined
export const insert = (name, avatar = null) => { db.prepare('INSERT INTO users (name, avatar) VALUES (?, ?)').run(name, avatar) }
export const all = () => db.prepare('SELECT * FROM users ORDER BY id').all()

/** Check, some work, then insert: without a transaction, as sync handlers do it. */
export const register = (name) => {
  if (exists(name)) throw new NameTaken(name)
  spin(2)
  insert(name)
}
export const registerInTransaction = (name) => {
  db.exec('BEGIN IMMEDIATE')
  try {
    register(name)
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}

/** As better-sqlite3 and libsql have it; node:sqlite has no such method. */
export const registerAll = db.transaction?.((names) => { for (const name of names) register(name) })

export const makeTemporaryTable = () => { db.exec('CREATE TEMP TABLE IF NOT EXISTS kept (a)') }
export const keep = (a) => { db.prepare('INSERT INTO temp.kept VALUES (?)').run(a) }
export const setCacheSize = (size) => { db.exec(`PRAGMA cache_size = ${size}`) }

export const leaveTransactionOpen = () => { db.exec('BEGIN IMMEDIATE'); insert('half') }
export const failInTransaction = () => { db.exec('BEGIN IMMEDIATE'); insert('half'); throw new TypeError('in the middle') }
export const badSql = () => db.prepare('SELECT * FROM nowhere').all()
const caughtIn = (run) => { try { return run() } catch (error) { return error } }
export const handBack = (name) => ({ taken: caughtIn(() => register(name)), list: [caughtIn(badSql)] })
export const throwPlain = () => { throw { plain: true } }
export const throwMany = () => { throw new AggregateError([new TypeError('one'), new RangeError('two')], 'many') }

export const spin = (ms) => {
  const start = performance.now()
  while (performance.now() - start < ms);
  return ms
}
export const spinThread = (ms) => { spin(ms); return threadId }
export const crash = () => { process.exit(7) }
export const crashInTransaction = () => { leaveTransactionOpen(); process.exit(9) }
export const crashLater = () => { setTimeout(() => { throw new Error('in the background') }, 5) }

export const same = (value) => value
export const isBuffer = (value) => Buffer.isBuffer(value)
export class User { id = 1; greet() { return 'hello' } }
export const instance = () => ({ rows: [new User()] })
export const functionInside = () => ({ run() {} })
export const iterator = () => [1, 2, 3][Symbol.iterator]()
export function* generator() { yield 1 }
export const asynchronous = async () => 1
export const constant = 42
