import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flagTexts } from '../src/flags/index.js'
import { compare, type Disagreement, rates, tableOf, type Tally } from './corpus/compare.js'
import { convertCorpus, raisedFlags } from './corpus/raised-flags.js'
import { corpusCodes, corpusFolder, readCorpus, readSituation, type CorpusCode } from './corpus/situation.js'

const { files, situations } = readCorpus()
const implemented: readonly CorpusCode[] = corpusCodes.filter((code) => Object.keys(flagTexts).includes(code))
const gaps = knownGaps()
const tallies = new Map<CorpusCode, Tally>(implemented.map((code) => [code, { hits: 0, missed: 0, falseAlarms: 0 }]))
const found = new Map<string, Disagreement[]>()

beforeAll(async () => {
  const raised = raisedFlags(await convertCorpus(files))
  for (const situation of situations) {
    const outcome = compare(situation, raised.get(situation.name) ?? [])
    for (const [kind, codes] of Object.entries(outcome)) for (const code of codes) count(code, kind)
    const of = (codes: readonly CorpusCode[]) => codes.filter((code) => implemented.includes(code))
    found.set(situation.name, [
      ...of(outcome.missed).map((code): Disagreement => `missed ${code}`),
      ...of(outcome.falseAlarms).map((code): Disagreement => `false ${code}`),
    ])
  }
}, 300_000)

afterAll(() => {
  console.log(`${tableOf(tallies)}\n\nNo flag yet: ${corpusCodes.filter((code) => !implemented.includes(code)).join(', ') || 'none'}`)
})

describe('the corpus', () => {
  test('has at least 40 situations with a flag and 40 without', () => {
    expect(situations.filter(({ labels }) => labels.length > 0).length).toBeGreaterThanOrEqual(40)
    expect(situations.filter(({ labels }) => labels.length === 0).length).toBeGreaterThanOrEqual(40)
  })

  test.each(situations)('$name', ({ name }) => {
    expect(found.get(name)?.toSorted()).toEqual(gaps.get(name)?.toSorted() ?? [])
  })

  test.each(corpusCodes)('has situations with and without %s', (code) => {
    const own = situations.filter(({ name }) => name.startsWith(`${code}/`))
    expect(own.some(({ labels }) => labels.some((label) => label.code === code))).toBe(true)
    expect(own.some(({ labels }) => labels.length === 0)).toBe(true)
  })

  test('names no gap in a situation that is not there', () => {
    expect([...gaps.keys()].filter((name) => !files.has(name))).toEqual([])
  })
})

describe.each(implemented)('%s', (code) => {
  const ratesOf = () => rates(tallies.get(code) ?? { hits: 0, missed: 0, falseAlarms: 0 })

  test('is raised where nothing is wrong in less than one of ten flags', () => {
    expect(ratesOf().precision).toBeGreaterThanOrEqual(0.9)
  })

  test('is missed in less than one of twenty situations', () => {
    expect(ratesOf().recall).toBeGreaterThanOrEqual(0.95)
  })
})

describe('a situation', () => {
  const bad = '// Both write.\nn = m + 1 // flag: race-across-await\n'

  test('meets its label by a flag in that line, and by no other', () => {
    const situation = readSituation('a.ts', bad)
    expect(compare(situation, [{ code: 'race-across-await', line: 2 }])).toEqual({ hits: ['race-across-await'], missed: [], falseAlarms: [] })
    expect(compare(situation, [{ code: 'race-across-await', line: 1 }])).toEqual({ hits: [], missed: ['race-across-await'], falseAlarms: ['race-across-await'] })
    expect(compare(situation, [{ code: 'busy-wait', line: 2 }])).toEqual({ hits: [], missed: ['race-across-await'], falseAlarms: ['busy-wait'] })
  })

  test('may be repaired where its label says so', () => {
    const situation = readSituation('a.ts', bad.replace('flag:', 'flag unless repaired:'))
    expect(compare(situation, [])).toEqual({ hits: [], missed: [], falseAlarms: [] })
  })

  test('says in its first line whether there is a label', () => {
    expect(() => readSituation('a.ts', bad.replace('Both', 'No flag: both'))).toThrow('disagree')
    expect(() => readSituation('a.ts', bad.replace('race-across', 'race-over'))).toThrow('no flag race-over-await')
  })
})

function count(code: CorpusCode, kind: string): void {
  const tally = tallies.get(code)
  if (tally && (kind === 'hits' || kind === 'missed' || kind === 'falseAlarms')) tally[kind]++
}

/** Lines such as `busy-wait/matches.cjs missed busy-wait: why`. */
function knownGaps(): Map<string, Disagreement[]> {
  const known = new Map<string, Disagreement[]>()
  for (const line of readFileSync(join(corpusFolder, 'known-gaps.txt'), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [, name = '', kind, code] = /^(\S+) (missed|false) (\S+): \S.*$/.exec(line) ?? []
    const of = corpusCodes.find((each) => each === code)
    if (!of || (kind !== 'missed' && kind !== 'false')) throw new Error(`known-gaps.txt: ${line}`)
    known.set(name, [...known.get(name) ?? [], `${kind} ${of}`])
  }
  return known
}
