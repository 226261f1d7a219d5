import { describe, expect, test } from 'vitest'
import type { StuckReason } from '../../src/model/database.js'
import { flagTexts } from '../../src/flags/index.js'
import { stuckTexts } from '../../src/flags/stuck-texts.js'
import { convert } from '../../src/pipeline.js'
import { inFolderOf } from '../support/folder.js'

const modules: Record<string, string> = {
  'db.js': "const Database = require('better-sqlite3')\nconst db = new Database('app.db')\nmodule.exports = { db }\n",
  'memory.js': "const Database = require('better-sqlite3')\nconst memory = new Database(':memory:')\nmodule.exports = { memory }\n",
  'served.js': "const Database = require('better-sqlite3')\nconst served = new Database('served.db')\nrequire('node:http').createServer().listen(0)\nmodule.exports = { served }\n",
  'emptied.js': "const Database = require('better-sqlite3')\nconst emptied = new Database('emptied.db')\nemptied.exec('DELETE FROM a')\nmodule.exports = { emptied }\n",
  'package.json': '{}',
}

/** A handler for each reason, and what is said of it; those of objects that are handed on take several files, fixtures/compose, and what is bundled a package, fixtures/database/bundled. */
const cases: Record<Exclude<StuckReason, 'object-escapes' | 'object-shared' | 'bundled'>, { body: string; says: string }> = {
  'memory-database': {
    body: "res.json(memory.prepare('SELECT 1').get())",
    says: "the database is in memory, so that another thread's connection would see an empty one",
  },
  'injected-connection': {
    body: "/** @type {import('better-sqlite3').Database} */\n  const given = req.app.locals.db\n  res.json(given.prepare('SELECT 1').get())",
    says: 'the connection comes from outside, and nobody can tell here which one it is',
  },
  'uncloneable-value': {
    body: "const row = db.prepare('SELECT 1').get()\n  res.write(row.name)\n  db.prepare('DELETE FROM a').run()\n  res.end()",
    says: 'it takes or gives res, which cannot be copied from thread to thread',
  },
  'changes-main-state': {
    body: "req.session.last = db.prepare('SELECT 1').get()\n  db.prepare('DELETE FROM a').run()\n  res.json(req.session)",
    says: 'it changes req, which is used afterwards: the change would stay in the thread',
  },
  'main-thread-code': {
    body: "const rows = db.prepare('SELECT 1').all()\n  for (const row of rows) total += row.n\n  db.prepare('DELETE FROM a').run()\n  res.json(total)",
    says: 'it uses total, which belongs to the main thread',
  },
  'starts-a-server': {
    body: "res.json(served.prepare('SELECT 1').get())",
    says: 'the module that it needs starts a server, or registers handlers, when it is loaded',
  },
  'changes-when-loaded': {
    body: "res.json(emptied.prepare('SELECT 1').get())",
    says: "its module changes the database when it is loaded, by emptied.exec('DELETE FROM a'), which the thread would do again, later, and whenever it starts anew",
  },
  'driver-value-escapes': {
    body: "const find = db.prepare('SELECT 1')\n  await later()\n  res.json(find.get())",
    says: 'a statement, an iterator or a connection goes on to be used elsewhere, and none of them can leave its thread',
  },
  'transaction-apart': {
    body: "db.exec('BEGIN')\n  await later()\n  db.exec('COMMIT')\n  res.end()",
    says: 'the transaction does not begin and end in one block of statements',
  },
  'torn-apart': {
    body: "const row = db.prepare('SELECT 1').get()\n  if (row) await later()\n  db.prepare('DELETE FROM a').run()\n  res.end()",
    says: 'its steps would become several, and other requests could come in between',
  },
  'unsupported': {
    body: "const rows = db.prepare('SELECT 1').all()\n  rows.map(async () => {})\n  db.prepare('DELETE FROM a').run()\n  res.json(rows)",
    says: 'unblock does not move an async function yet',
  },
}

const reasons = Object.keys(stuckTexts).filter((reason): reason is keyof typeof cases => reason in cases)
const app = [
  "const express = require('express')", "const { db } = require('./db')", "const { memory } = require('./memory')", "const { served } = require('./served')", "const { emptied } = require('./emptied')",
  'const app = express()', 'let total = 0', 'async function later() {}',
  ...reasons.map((reason) => `app.get('/${reason}', async (req, res) => {\n  ${cases[reason].body}\n})`),
].join('\n\n')

/** What is said for each reason. */
const said = inFolderOf(new Map(Object.entries({ ...modules, 'app.js': app }).map(([path, text]) => [path, Buffer.from(text)])), (folder) => {
  const { flags } = convert({ cwd: folder, selectors: [], handlers: true, includeTests: true, changeTests: true, comments: false })
  return flags.filter(({ code }) => code === 'cannot-move').map(({ code, data }) => ({ reason: data.reason, message: flagTexts[code].message(data), help: flagTexts[code].help(data) }))
})

describe('why work on a database stays', () => {
  test.each(reasons)('%s', async (reason) => {
    const own = (await said).filter((each) => each.reason === reason)
    expect(own).not.toEqual([])
    for (const { message, help } of own) {
      expect(message).toBe(`This work on a database cannot move to a thread: ${cases[reason].says}.`)
      expect(help).toBe(stuckTexts[reason].help)
    }
  })
})
