import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDemo, type RunningDemo, startDemo } from './support/demo-app.mjs'

type Version = 'blocking' | 'converted'
const versions: Version[] = ['blocking', 'converted']
const folder = newFolder()
const running = new Map<Version, RunningDemo>()

beforeAll(async () => {
  for (const version of versions) running.set(version, await startDemo(buildDemo(join(folder, version), version === 'converted' ? 'hand' : 'nobody')))
}, 120_000)
afterAll(async () => {
  await Promise.all([...running.values()].map((demo) => demo.stop()))
  rmSync(folder, { recursive: true })
})

test('the demo works on its database in the thread, and in a module that stayed as it is', () => {
  const sources = (path: string): string[] => versions.map((version) => readFileSync(join(folder, version, 'src', path), 'utf8'))
  const [before, after] = sources('lib/workspaces.ts')
  expect(after).toBe(before)
  expect(sources('routes/workspaces.ts')[1]).not.toMatch(/better-sqlite3|database\.js|workspaces\.js'/)
  expect(readFileSync(join(folder, 'converted/src/lib/workspaces.async.ts'), 'utf8')).toContain('syncToAsync')
})

describe('converted, it does what it did:', () => {
  test('the same answers, and the same rows', async () => {
    const [before, after] = await Promise.all(versions.map((version) => answersOf(version, conversation)))
    expect(after).toEqual(before)
    expect(before?.map(({ status }) => status)).toEqual([200, 201, 409, 400, 201, 200, 200, 404, 201, 404, 500, 200, 200, 200])
    expect(rowsOf('converted')).toEqual(rowsOf('blocking'))
    expect(rowsOf('converted').workspaces).toHaveLength(2)
  })
})

describe.each(versions)('50 requests at once, %s:', (version) => {
  const atOnce = (request: (index: number) => Line): Promise<Answer[]> => Promise.all(Array.from({ length: 50 }, (_, index) => send(version, request(index))))

  test('one name is registered once', async () => {
    const answers = await atOnce((index) => ['POST', '/workspaces', { name: 'one', owner: `owner ${index}` }])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(49).fill(409)])
    const { workspaces, members } = rowsOf(version)
    const found = workspaces.filter(({ name }) => name === 'one')
    expect(found).toHaveLength(1)
    expect(members.filter((member) => member.workspace_id === found[0]?.id)).toHaveLength(1)
  })

  test('every visit is counted', async () => {
    const answers = await atOnce(() => ['GET', '/workspaces/one'])
    expect(answers.map(({ body }) => (JSON.parse(body) as { visits: number }).visits).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
  })
})

test('while a report runs in the thread, others are answered', async () => {
  addMembers('converted', 300_000)
  const report = send('converted', ['GET', '/workspaces/top']).then(() => 'report')
  const ping = send('converted', ['GET', '/ping']).then(() => 'ping')
  expect(await Promise.race([report, ping])).toBe('ping')
  await report
})

type Line = [method: string, path: string, body?: unknown]
interface Answer { status: number; body: string }

const conversation: Line[] = [
  ['GET', '/workspaces'],
  ['POST', '/workspaces', { name: 'docs', owner: 'ada' }],
  ['POST', '/workspaces', { name: 'docs', owner: 'bob' }],
  ['POST', '/workspaces', { name: 'docs' }],
  ['POST', '/workspaces', { name: 'art', owner: 'bob' }],
  ['GET', '/workspaces/docs'],
  ['GET', '/workspaces/docs'],
  ['GET', '/workspaces/none'],
  ['POST', '/workspaces/docs/members', { name: 'eve' }],
  ['POST', '/workspaces/none/members', { name: 'eve' }],
  ['POST', '/workspaces/docs/members', {}],
  ['GET', '/workspaces/docs/members'],
  ['GET', '/workspaces'],
  ['GET', '/workspaces/top'],
]

async function answersOf(version: Version, lines: readonly Line[]): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const line of lines) answers.push(await send(version, line))
  return answers
}

async function send(version: Version, [method, path, body]: Line): Promise<Answer> {
  const answer = await fetch(`${demoOf(version).origin}${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const text = await answer.text()
  // Express puts a stack behind the message of an error.
  return { status: answer.status, body: /<pre>(.*?)<br>/s.exec(text)?.[1] ?? text }
}

interface Rows {
  workspaces: { id: number; name: string; visits: number }[]
  members: { workspace_id: number; name: string; role: string }[]
}

function rowsOf(version: Version): Rows {
  const db = new Database(demoOf(version).database, { readonly: true })
  const workspaces = db.prepare<[], Rows['workspaces'][number]>('SELECT * FROM workspaces ORDER BY id').all()
  const members = db.prepare<[], Rows['members'][number]>('SELECT * FROM members ORDER BY rowid').all()
  db.close()
  return { workspaces, members }
}

function addMembers(version: Version, count: number): void {
  const db = new Database(demoOf(version).database)
  const add = db.prepare("INSERT INTO members VALUES (1, ?, 'member')")
  db.transaction(() => { for (let index = 0; index < count; index++) add.run(`member ${index}`) })()
  db.close()
}

function demoOf(version: Version): RunningDemo {
  const demo = running.get(version)
  if (!demo) throw new Error(`the ${version} demo does not run`)
  return demo
}

/** Inside of the checkout, whose packages the demo uses. */
function newFolder(): string {
  const parent = resolve(import.meta.dirname, '../tmp')
  mkdirSync(parent, { recursive: true })
  return mkdtempSync(join(parent, 'demo-'))
}
