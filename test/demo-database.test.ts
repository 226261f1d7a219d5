import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDemo, type RunningDemo, startDemo } from './support/demo-app.mjs'

/** By whom it was converted. */
type Version = 'nobody' | 'hand' | 'tool'
const versions: Version[] = ['nobody', 'hand', 'tool']
const converted: Version[] = ['hand', 'tool']
const folder = newFolder()
const running = new Map<Version, RunningDemo>()
const answers = new Map<Version, Answer[]>()
const rows = new Map<Version, Rows>()

beforeAll(async () => {
  for (const version of versions) {
    running.set(version, await startDemo(buildDemo(join(folder, version), version)))
    answers.set(version, await answersOf(version, conversation))
    rows.set(version, rowsOf(version))
  }
}, 240_000)
afterAll(async () => {
  await Promise.all([...running.values()].map((demo) => demo.stop()))
  rmSync(folder, { recursive: true })
})

describe.each(converted)('converted by %s, the demo', (version) => {
  const read = (of: Version, path: string): string => readFileSync(join(folder, of, 'src', path), 'utf8')

  test('works on its database in the thread, and in a module that stayed as it is', () => {
    expect(read(version, 'lib/workspaces.ts')).toBe(read('nobody', 'lib/workspaces.ts'))
    expect(read(version, 'lib/workspaces.async.ts')).toContain('syncToAsync')
    expect(read(version, 'routes/workspaces.ts')).toContain('await listWorkspaces()')
  })

  test('gives the same answers, and leaves the same rows', () => {
    expect(answers.get(version)).toEqual(answers.get('nobody'))
    expect(answers.get('nobody')?.map(({ status }) => status)).toEqual([200, 201, 409, 400, 201, 200, 200, 404, 201, 404, 500, 200, 200, 200])
    expect(rows.get(version)).toEqual(rows.get('nobody'))
    expect(rows.get('nobody')?.workspaces).toHaveLength(2)
  })
})

describe.each(versions)('50 requests at once, converted by %s:', (version) => {
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

test.each(converted)('while a report runs in the thread, others are answered, converted by %s', async (version) => {
  addMembers(version, 300_000)
  const report = send(version, ['GET', '/workspaces/top']).then(() => 'report')
  const ping = send(version, ['GET', '/ping']).then(() => 'ping')
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
