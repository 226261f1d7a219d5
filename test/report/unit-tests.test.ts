import pc from 'picocolors'
import { expect, test } from 'vitest'
import { convert } from '../../src/pipeline.js'
import { formatSummary } from '../../src/report/summary.js'
import { inFolderOf } from '../support/folder.js'

const users = "const Database = require('better-sqlite3')\nconst db = new Database('app.db')\nfunction all() { return db.prepare('SELECT * FROM users').all() }\nmodule.exports = { all }\n"
const app = "const express = require('express')\nconst users = require('./users')\nconst app = express()\napp.get('/', (req, res) => { res.json(users.all()) })\n"
const files = "const express = require('express')\nconst fs = require('node:fs')\nconst app = express()\napp.get('/', (req, res) => { res.json(fs.readdirSync('.')) })\n"

const cases = [
  ['work on a database that moves, and tests of node:test', { 'users.js': users, 'app.js': app, 'app.test.js': "const { test } = require('node:test')\ntest('a', () => {})\n" }, true],
  ['tests of vitest, in which clients run inline anyway', { 'users.js': users, 'app.js': app, 'app.test.js': "import { test } from 'vitest'\ntest('a', () => {})\n" }, false],
  ['no database', { 'app.js': files, 'app.test.js': "const { test } = require('node:test')\ntest('a', () => {})\n" }, false],
] as const

test.each(cases)('a summary speaks of SYNC_TO_ASYNC=inline where it is of use: %s', async (_, texts, isTold) => {
  const project = new Map(Object.entries({ 'package.json': '{}', ...texts }).map(([path, text]) => [path, Buffer.from(text)]))
  const summary = await inFolderOf(project, (folder) => {
    const outcome = convert({ cwd: folder, selectors: [], handlers: true, includeTests: false, changeTests: true })
    return formatSummary(outcome, { isDryRun: true, colors: pc.createColors(false) })
  })
  expect(summary.includes('SYNC_TO_ASYNC=inline')).toBe(isTold)
})
