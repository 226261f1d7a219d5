import { describe, expect, test } from 'vitest'
import { cut } from './cut.js'

const setUp = `const Database = require('better-sqlite3')
const db = new Database('app.db')
`

/** What is left in the function, and the function that moved. */
function cutHandler(body: string, parameters = 'req, res'): { main: string; sync: string; stuck: string[] } {
  const lines = body.split('\n').map((line) => (line === '' ? '' : `  ${line}`)).join('\n')
  const { main, sync, stuck } = cut('app.js', `${setUp}\nfunction show(${parameters}) {\n${lines}\n}\n\nmodule.exports = { show }\n`)
  const inside = (text: string): string => /function \w+\([^)]*\) \{\n([^]*?)\n\}\n/.exec(text)?.[0].trim() ?? ''
  return { main: inside(main), sync: inside(sync), stuck }
}

describe('one expression', () => {
  test('becomes a function that returns it, with the paths of what cannot be copied as parameters', () => {
    const { main, sync } = cut('app.js', `${setUp}
function show(req, res) {
  res.json(db.prepare('SELECT * FROM users WHERE id = ?').get(req.params.id))
}

module.exports = { show }
`)
    expect(main).toBe(`const inThread = require('./app.async')

async function show(req, res) {
  res.json(await inThread.show(req.params.id))
}

module.exports = { show }
`)
    expect(sync).toBe(`const Database = require('better-sqlite3')

const db = new Database('app.db')

function show(id) {
  return db.prepare('SELECT * FROM users WHERE id = ?').get(id)
}

module.exports = { show }
`)
  })

  test('takes the member of what it gives from the awaited value', () => {
    expect(cutHandler("res.json(db.prepare('SELECT count(*) AS n FROM users').get().n)").main).toContain('res.json((await inThread.show()).n)')
  })

  test('is a whole loop where it runs again and again', () => {
    const { main, sync } = cutHandler("for (const name of req.body.names) {\n  db.prepare('INSERT INTO users VALUES (?)').run(name)\n}\nres.end()")
    expect(main).toContain('  await inThread.show(req.body.names)\n  res.end()')
    expect(sync).toContain("function show(names) {\n  for (const name of names) {\n    db.prepare('INSERT INTO users VALUES (?)').run(name)\n  }\n}")
  })
})

describe('a run of statements', () => {
  test('gives one variable as it is', () => {
    const { main, sync } = cutHandler("const find = db.prepare('SELECT * FROM users WHERE id = ?')\nconst user = find.get(req.params.id)\nres.json(user)")
    expect(main).toContain('const user = await inThread.show(req.params.id)\n  res.json(user)')
    expect(sync).toContain("function show(id) {\n  const find = db.prepare('SELECT * FROM users WHERE id = ?')\n  const user = find.get(id)\n  return user\n}")
  })

  test('asks early exits again in the caller', () => {
    const { main, sync } = cutHandler(`const author = db.prepare('SELECT * FROM authors WHERE name = ?').get(req.body.author)

if (!author) {
  res.status(404).end()
  return
}

const info = db.prepare('INSERT INTO books VALUES (?, ?)').run(req.body.title, author.id)
res.json({ id: info.lastInsertRowid })`)
    expect(main).toBe(`function show(req, res) {
  const { author, info } = await inThread.show(req.body.author, req.body)

  if (!author) {
    res.status(404).end()
    return
  }
  res.json({ id: info.lastInsertRowid })
}`)
    expect(sync).toBe(`function show(bodyAuthor, body) {
  const author = db.prepare('SELECT * FROM authors WHERE name = ?').get(bodyAuthor)

  if (!author) {
    return { author }
  }

  const info = db.prepare('INSERT INTO books VALUES (?, ?)').run(body.title, author.id)
  return { author, info }
}`)
  })

  test('computes a condition once that holds a call', () => {
    const { main, sync } = cutHandler(`if (db.prepare('SELECT 1 FROM users WHERE name = ?').get(req.body.name)) return res.status(409).end()
db.prepare('INSERT INTO users VALUES (?)').run(req.body.name)
res.end()`)
    expect(main).toContain('const row = await inThread.show(req.body.name)\n  if (row) return res.status(409).end()\n  res.end()')
    expect(sync).toBe(`function show(name) {
  const row = db.prepare('SELECT 1 FROM users WHERE name = ?').get(name)
  if (row) return row
  db.prepare('INSERT INTO users VALUES (?)').run(name)
  return row
}`)
  })

  test('leaves the last statement to the caller where it has other work', () => {
    const { main, sync } = cutHandler(`const user = db.prepare('SELECT * FROM users WHERE id = ?').get(req.params.id)
res.status(200).json({ user, posts: db.prepare('SELECT * FROM posts WHERE user = ?').all(user.id) })`)
    expect(main).toContain('const { user, posts } = await inThread.show(req.params.id)\n  res.status(200).json({ user, posts })')
    expect(sync).toContain("  const posts = db.prepare('SELECT * FROM posts WHERE user = ?').all(user.id)\n  return { user, posts }")
  })

  test('tells of its errors where the try stood that hears of them', () => {
    const { stuck, main, sync } = cutHandler(`const user = db.prepare('SELECT * FROM users WHERE id = ?').get(req.params.id)
  if (user) {
    try {
      user.role = db.prepare('SELECT * FROM roles WHERE user = ?').get(user.id)
    } catch (error) {
      return res.status(401).end()
    }
  }
  res.json(user)`)
    expect(stuck).toEqual([])
    expect(main).toContain('await inThread.show(req.params.id)')
    expect(main).toMatch(/if \(holds\) \{\s+if \(caught\) \{\s+return res\.status\(401\)\.end\(\)/)
    expect(sync).toContain('return { caught: { error }, user, holds }')
  })

  test('returns for the function that it ends', () => {
    const { main, sync } = cutHandler(`const user = db.prepare('SELECT * FROM users WHERE id = ?').get(id)
if (!user) return null
return db.prepare('SELECT * FROM posts WHERE user = ?').all(user.id)`, 'id')
    expect(main).toBe('function show(id) {\n  return await inThread.show(id)\n}')
    expect(sync).toContain('  if (!user) return null\n  return db.prepare(')
  })

  test('sets variables of the function', () => {
    const { main, sync } = cutHandler(`let user
if (req.query.id) {
  const find = db.prepare('SELECT * FROM users WHERE id = ?')
  user = find.get(req.query.id)
}
res.json(user)`)
    expect(main).toContain('    user = await inThread.show(req.query.id)')
    expect(sync).toContain('  user = find.get(id)\n  return user')
    expect(sync).toContain('  let user\n')
  })

  test('keeps a transaction whole, and what is in a template as it is', () => {
    const { sync, stuck } = cutHandler("db.exec('BEGIN')\ntry {\n  db.exec(`\n  DELETE FROM a`)\n  db.exec('COMMIT')\n} catch (error) {\n  db.exec('ROLLBACK')\n  throw error\n}\nres.end()")
    expect(stuck).toEqual([])
    expect(sync).toContain("  try {\n    db.exec(`\n    DELETE FROM a`)\n    db.exec('COMMIT')")
  })
})

describe('stays, with the reason', () => {
  test.each([
    ['transaction-apart: db.exec(\'BEGIN\')', "db.exec('BEGIN')\nawait save()\ndb.exec('COMMIT')"],
    ['torn-apart: await save()', "const a = db.prepare('SELECT 1').get()\nif (a) await save()\ndb.prepare('UPDATE a SET b = 1').run()"],
    ['uncloneable-value: res', "const a = db.prepare('SELECT 1').get()\nres.write(a.name)\ndb.prepare('UPDATE a SET b = 1').run()"],
    ['driver-value-escapes: find', "const find = db.prepare('SELECT 1')\nawait save()\nres.json(find.get())"],
    ['changes-main-state: req.body.a', "const a = db.prepare('SELECT 1').get()\nreq.body.a = a\ndb.prepare('UPDATE a SET b = 1').run()\nres.json(req.body)"],
    ['uncloneable-value: throw new NotFound()', "db.transaction(() => {\n  if (!db.prepare('SELECT 1').get()) throw new NotFound()\n})()\nres.end()"],
  ])('%s', (reason, body) => {
    const lines = body.split('\n').map((line) => (line === '' ? '' : `  ${line}`)).join('\n')
    const source = `${setUp}const { NotFound } = require('./errors')\nasync function save() {}\nasync function show(req, res) {\n${lines}\n}\nmodule.exports = { show }\n`
    expect(cut('app.js', source).stuck[0]).toBe(reason)
  })
})
