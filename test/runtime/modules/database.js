// One connection for all modules of a thread: the driver that is under test.
import { createRequire } from 'node:module'
const load = createRequire(import.meta.url)
const driver = process.env.TEST_DRIVER ?? 'libsql'
const Database = driver === 'node:sqlite' ? load(driver).DatabaseSync : load(driver)

export const db = new Database(process.env.TEST_DATABASE)
db.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 2000; CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, name TEXT, avatar BLOB)')
