import { beforeAll, describe, expect, test } from 'vitest'
import { flagTexts } from '../src/flags/index.js'
import { convertCorpus, raisedFlags } from './corpus/raised-flags.js'
import { type CorpusCode, readCorpus, type Situation } from './corpus/situation.js'
import { fixtureRequests, unscheduled } from './schedule/fixture-requests.js'
import { type Schedules, trySchedules } from './schedule/try-schedules.js'
import { fixtureFolders, readFixtureCase } from './support/fixture-case.js'
import type { Files } from './support/folder.js'

const raceCodes: readonly CorpusCode[] = ['race-across-await', 'check-then-act']
const isImplemented = raceCodes.every((code) => Object.keys(flagTexts).includes(code))

describe('two requests at once, in every order of their steps', () => {
  const { files, situations } = readCorpus()
  const scheduled = situations.filter(({ schedule }) => schedule.requests.length > 0)
  let converted: Files = new Map()
  let flagged = new Set<string>()

  beforeAll(async () => {
    const outcome = await convertCorpus(files)
    converted = outcome.files
    const raised = [...raisedFlags(outcome)].filter(([, flags]) => flags.some(({ code }) => raceCodes.includes(code)))
    flagged = new Set(raised.map(([name]) => name))
  }, 300_000)

  test.each(scheduled)('$name', async (situation) => {
    const tried = await tryCase(converted, situation)
    expect(tried.isComplete, `${String(tried.schedules)} orders`).toBe(true)
    const differs = tried.unexplained.length > 0
    const told = tried.unexplained.map(({ outcome, steps }) => `${steps.join(', ')}\n${outcome}`).at(0)
    const isDue = situation.labels.some(({ says }) => says === 'flag')
    const mayBeRepaired = situation.labels.some(({ says }) => says === 'flag unless repaired')
    if (isDue || situation.schedule.mayDiffer !== undefined) expect(differs, 'an order that shows it').toBe(situation.schedule.mayAgree === undefined)
    else if (!mayBeRepaired) expect(told).toBeUndefined()
    else if (isImplemented && !flagged.has(situation.name)) expect(told).toBeUndefined()
  })
})

describe('two requests at once to a fixture', () => {
  const cases = fixtureFolders().map(readFixtureCase)

  test('is tried for each case that answers requests, waits and writes', () => {
    const candidates = cases.filter(({ input, output }) => output.size > 0 && answersAndWrites(new Map([...input, ...output]))).map(({ name }) => name)
    const known = new Set([...Object.keys(fixtureRequests), ...Object.keys(unscheduled)])
    expect(candidates.filter((name) => !known.has(name)), 'name them in test/schedule/fixture-requests.ts').toEqual([])
    expect(Object.keys(unscheduled).filter((name) => !candidates.includes(name) || name in fixtureRequests)).toEqual([])
  })

  test.each(Object.entries(fixtureRequests))('%s', async (name, { entry, requests, after = [], before = {} }) => {
    const fixture = cases.find((each) => each.name === name)
    if (!fixture) throw new Error(`${name} is no fixture`)
    const { unexplained, isComplete, serial, schedules } = await trySchedules({ files: new Map([...fixture.input, ...fixture.output]), entry, requests, after, before })
    expect(isComplete).toBe(true)
    // What is never answered, or only with a fault, would be the same in every order.
    expect(schedules).toBeGreaterThan(1)
    expect(serial.join('\n')).not.toMatch(/no answer|throws|ENOENT: no such file|Cannot find module|is not a function/)
    const isFlagged = raceCodes.some((code) => fixture.flags.some((flag) => flag.endsWith(` ${code}`)))
    expect(unexplained.map(({ outcome }) => outcome)).toEqual(isFlagged ? expect.anything() : [])
  })
})

describe('the schedule oracle', () => {
  const program = (body: string): Files => new Map([['app.js', Buffer.from(`
    import { readFile, writeFile } from 'node:fs/promises'
    let count = 0
    exports.router = async (req, res) => {
      if (req.method === 'GET') return res.json(count)
      ${body}
      res.end()
    }`.replace('exports.router', 'export const router'))]])
  const tryBody = (body: string): Promise<Schedules> => trySchedules({
    files: program(body), entry: 'app.js', requests: ['POST /', 'POST /'], after: ['GET /'], before: { 'n.txt': '0' },
  })

  test('finds a count that is lost', async () => {
    const { unexplained, schedules, isComplete } = await tryBody("const before = count; await readFile('n.txt'); count = before + 1")
    expect({ schedules, isComplete }).toEqual({ schedules: 6, isComplete: true })
    expect(unexplained.map(({ outcome }) => outcome)).toEqual(['2 × POST / → 200 and 200\nthen GET / → 200 1\nn.txt: 0'])
    expect(unexplained.at(0)?.steps).toEqual(['POST /', 'POST /', 'readFile n.txt', 'readFile n.txt'])
  })

  test('finds none where each step is whole', async () => {
    expect((await tryBody("await readFile('n.txt'); count = count + 1")).unexplained).toEqual([])
  })

  test('finds what gets lost in a file', async () => {
    expect((await tryBody("const n = Number(await readFile('n.txt', 'utf8')); await writeFile('n.txt', String(n + 1))")).unexplained.map(({ outcome }) => outcome))
      .toEqual(['2 × POST / → 200 and 200\nthen GET / → 200 0\nn.txt: 1'])
  })

  test('says when there are more orders than it tries', async () => {
    const reads = Array.from({ length: 8 }, () => "await readFile('n.txt')").join('; ')
    expect(await tryBody(reads)).toMatchObject({ schedules: 1000, isComplete: false })
  })
})

/** As far as its text tells. */
function answersAndWrites(files: Files): boolean {
  const texts = [...files].filter(([path]) => /\.[cm]?[jt]s$/.test(path)).map(([, bytes]) => bytes.toString())
  const answers = texts.some((text) => /\b(express|Router)\b/.test(text) && /\bawait\b/.test(text) && /export const (app|router)\b|exports = \{[^}]*\b(app|router)\b/.test(text))
  return answers && texts.some((text) => /(write|append)File|mkdir\(|\brm\(|unlink|rename\(|INSERT|UPDATE|DELETE FROM|\.(set|push|add|delete)\(|\+\+|\+= /.test(text))
}

function tryCase(files: Files, { name, schedule }: Situation): Promise<Schedules> {
  return trySchedules({ files, entry: name, requests: schedule.requests, after: schedule.after, before: schedule.files })
}
