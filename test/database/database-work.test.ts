import { describe, expect, test } from 'vitest'
import { workIn } from './works.js'

const connection = "const Database = require('better-sqlite3')\nconst db = new Database('app.db')\nmodule.exports = { db }\n"

describe('driver values', () => {
  test('a connection is followed through module.exports and require, where nothing has a type', () => {
    const { points } = workIn({
      'db.js': connection,
      'app.js': `const express = require('express')
const { db } = require('./db')
const app = express()
app.get('/', (req, res) => {
  const all = db.prepare('SELECT * FROM users')
  res.json(all.all())
})
app.post('/', (req, res) => { db.prepare(\`INSERT INTO users VALUES (\${req.body.id})\`).run(); res.end() })
`,
    })
    expect(points).toEqual([
      "app.js#: none db.prepare('SELECT * FROM users')",
      'app.js#: read all.all()',
      'app.js#: write db.prepare(`INSERT INTO users VALUES (${req.body.id})`).run()',
    ])
  })

  test('what only looks like a connection is left alone', () => {
    const { points } = workIn({
      'db.js': connection,
      'app.js': "const cache = new Map()\nfunction get(db, id) { cache.get(id); db.get(id); return [].all() }\nmodule.exports = { get }\n",
    })
    expect(points).toEqual([])
  })

  test('a wrapper class, a getter function and a class that gets its connection', () => {
    const { points } = workIn({
      'db.js': `const BS3 = require('better-sqlite3')
class Wrapper {
  constructor(file) { this.db = new BS3(file) }
  get() { return this.db }
}
module.exports = new Wrapper('app.db').get()
`,
      'users.js': `class Users {
  constructor(db) { this.db = db }
  async find(id) { return this.db.prepare('SELECT 1').get(id) }
}
module.exports = { Users }
`,
      'lazy.ts': `import Database from 'better-sqlite3'
let instance: Database.Database | null = null
function connect() {
  if (instance) return instance
  instance = new Database('lazy.db')
  return instance
}
export async function count() { return connect().prepare('SELECT count(*) FROM a').get() }
`,
      'main.js': "const db = require('./db')\nconst { Users } = require('./users')\nexports.users = new Users(db)\n",
    })
    expect(points).toEqual([
      'lazy.ts#count: none connect()',
      "lazy.ts#count: read connect().prepare('SELECT count(*) FROM a').get()",
      "users.js#find: read this.db.prepare('SELECT 1').get(id)",
    ])
  })

  test('transactions, and what is in them, belong to the function that has them', () => {
    const { points } = workIn({
      'a.ts': `import { DatabaseSync } from 'node:sqlite'
import Database from 'libsql'
const db = new Database('a.db')
const other = new DatabaseSync('b.db')
const insert = db.prepare('INSERT INTO a VALUES (?)')
const insertAll = db.transaction((rows: number[]) => { for (const row of rows) insert.run(row) })
export async function save(rows: number[]) {
  insertAll(rows)
  db.transaction(() => { rows.forEach((row) => insert.run(row)) })()
  other.exec('BEGIN')
  other.exec('COMMIT')
}
`,
    })
    expect(points).toEqual([
      'a.ts#save: none db.transaction(() => { rows.forEach((row) => insert.run(row)) })',
      'a.ts#save: unknown db.transaction(() => { rows.forEach((row) => insert.run(row)) })()',
      'a.ts#save: unknown insertAll(rows)',
      'a.ts#save: write insert.run(row)',
      "a.ts#save: write other.exec('BEGIN')",
      "a.ts#save: write other.exec('COMMIT')",
    ])
  })

  test('a repo without a database pays nothing', () => {
    expect(workIn({ 'a.js': "const s = { prepare() {} }\ns.prepare('SELECT 1')\n" }).work).toBeUndefined()
  })
})

describe('thread modules', () => {
  const users = `import { getConnection } from './connection.js'
export const userDb = {
  find(id: number) { return getConnection().prepare('SELECT * FROM users WHERE id = ?').get(id) },
}
export function rename(id: number, name: string) { getConnection().prepare('UPDATE users SET name = ?').run(name, id) }
`
  const getConnection = `import Database from 'better-sqlite3'
let instance: Database.Database | undefined
export function getConnection(): Database.Database { return (instance ??= new Database('app.db')) }
`

  test('exported functions and members of objects are called by a path, also through barrels', () => {
    const { points } = workIn({
      'connection.ts': getConnection,
      'users.ts': users,
      'index.ts': "export { userDb, rename as renameUser } from './users.js'\n",
      'app.ts': `import express from 'express'
import { userDb, renameUser } from './index.js'
const app = express()
app.get('/', (req, res) => {
  renameUser(1, 'Ann')
  res.json(userDb.find(1))
})
`,
    })
    expect(points).toEqual([
      'app.ts#: read userDb.find(1) -> index.ts userDb.find',
      "app.ts#: write renameUser(1, 'Ann') -> index.ts renameUser",
    ])
  })

  test('a module that registers handlers, directly or by what it loads, is none', () => {
    const { work, points } = workIn({
      'app.js': "const express = require('express')\nconst Database = require('better-sqlite3')\nexports.app = express()\nexports.db = new Database('app.db')\n",
      'users.js': "const { db } = require('./app')\nfunction all() { return db.prepare('SELECT 1').all() }\nmodule.exports = { all }\n",
    })
    expect(points).toEqual(["users.js#all: read db.prepare('SELECT 1').all() stuck: starts-a-server"])
    expect(work).toBeDefined()
  })
})

describe('what stays on the main thread', () => {
  const db = "import Database from 'better-sqlite3'\nexport const db = new Database('app.db')\n"
  const app = (call: string, name: string) => `import express from 'express'
import { ${name} } from './users.js'
express().get('/', (req, res) => { res.json(${call}) })
`

  test.each([
    ['a cache that others clear', 'const cache = new Map()\nexport function clear() { cache.clear() }\nexport function find(id) { cache.get(id); return db.prepare(sql).get(id) }\n'],
    ['a counter', 'let count = 0\nexport function find(id) { count++; return db.prepare(sql).get(id) }\n'],
    ['an emitter', "import { EventEmitter } from 'node:events'\nexport const found = new EventEmitter()\nexport function find(id) { found.emit('x'); return db.prepare(sql).get(id) }\n"],
    ['work that goes on afterwards', 'async function log() {}\nexport function find(id) { log(); return db.prepare(sql).get(id) }\n'],
    ['a response', 'export function find(id) { id.json(db.prepare(sql).get(1)) }\n'],
    ['an async function', 'export async function find(id) { return db.prepare(sql).get(id) }\n'],
    ['state behind another function', 'const seen = []\nfunction see(id) { seen.push(id) }\nexport function find(id) { see(id); return db.prepare(sql).get(id) }\n'],
  ])('a function with %s has points of its own', (_, users) => {
    const { points } = workIn({ 'db.js': db, 'users.js': `import { db } from './db.js'\nconst sql = 'SELECT 1'\n${users}`, 'app.js': app('find(1)', 'find') })
    expect(points).toEqual([expect.stringMatching(/^users\.js#find: read db\.prepare\(sql\)\.get\((id|1)\)$/)])
  })

  test('a function that is handed a connection or a callback is called in the thread alone', () => {
    const { points } = workIn({
      'db.js': db,
      'users.js': 'export function find(db, id) { return db.prepare("SELECT 1").get(id) }\n',
      'app.js': "import express from 'express'\nimport { db } from './db.js'\nimport { find } from './users.js'\nexpress().get('/', (req, res) => { res.json(find(db, 1)) })\n",
    })
    expect(points).toEqual(['app.js#: read find(db, 1)'])
  })
})

describe('what is stuck', () => {
  test.each([
    ["new Database(':memory:')", 'memory-database'],
    ['new Database()', 'memory-database'],
    ["new Database(process.env.TEST ? ':memory:' : 'app.db')", undefined],
    ["new Database('app.db')", undefined],
  ])('%s: %s', (made, reason) => {
    const { points } = workIn({ 'a.js': `const Database = require('better-sqlite3')\nconst db = ${made}\nexports.f = async () => db.exec('DELETE FROM a')\n` })
    expect(points).toEqual([`a.js#f: write db.exec('DELETE FROM a')${reason === undefined ? '' : ` stuck: ${reason}`}`])
  })

  test('a connection that nobody here hands in', () => {
    const { points } = workIn({
      'a.ts': "import type { Database } from 'better-sqlite3'\nexport class Repo {\n  constructor(private db: Database) {}\n  async all() { return this.db.prepare('SELECT 1').all() }\n}\n",
    })
    expect(points).toEqual(["a.ts#all: read this.db.prepare('SELECT 1').all() stuck: injected-connection"])
  })
})
