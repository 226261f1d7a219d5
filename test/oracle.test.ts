import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Conversion } from './oracle/conversion.js'
import { describeFault } from './oracle/counterexample.js'
import type { Flagged } from './oracle/flagged.js'
import { grammar } from './oracle/grammar.js'
import { logModule } from './oracle/log-module.js'
import { judge, type Verdict } from './oracle/judge.js'
import type { Program } from './oracle/model.js'
import { Observer } from './oracle/observer.js'
import { Oracle } from './oracle/oracle.js'
import { Tally } from './oracle/tally.js'

describe('the oracle', () => {
  test('finds no program that does something else once it is converted, and most are converted', { timeout: 300_000 }, async () => {
    const oracle = new Oracle(24)
    const tally = new Tally()
    const faults: string[] = []
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const verdicts = await oracle.judgeBatch(seed)
      verdicts.forEach((verdict) => { tally.add(verdict) })
      faults.push(...oracle.sought(verdicts).map(describeFault))
    }
    oracle.close()

    expect(faults).toEqual([])
    expect(tally.programs - tally.count('idle'), tally.toString()).toBeGreaterThan(90)
    expect(tally.convertedShare(), tally.toString()).toBeGreaterThan(0.5)
  })
})

describe('its judge', () => {
  const observer = new Observer()
  let folder: string
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'judge-')) })
  afterAll(() => {
    observer.close()
    rmSync(folder, { recursive: true })
  })

  const blocking = mainThat('const text = fs.readFileSync(path, "utf8")')
  const read = 'const text = await fs.promises.readFile(path, "utf8")'
  const flag = (line: number): Flagged => ({ said: 'blocks cannot-be-async', lines: [{ file: 'main.js', from: line, to: line }] })
  test.for<[string, Partial<Verdict>, string, Partial<Conversion>?]>([
    ['takes a correct conversion', { outcome: 'converted' }, asyncMainThat(read)],
    ['notices another result', { outcome: 'different', difference: { what: 'value', before: '"readalpha-a"', after: '"read"' } }, asyncMainThat('const text = await fs.promises.readFile("data/b.txt", "utf8")')],
    ['notices an error', { outcome: 'different', difference: { what: 'error', before: undefined, after: 'TypeError' } }, asyncMainThat('const text = await path.no.text')],
    ['notices another order', { outcome: 'different', difference: { what: 'log', before: ['read'], after: ['early', 'read'] } }, asyncMainThat(`log("early")\n${read}`)],
    ['notices another file', { outcome: 'different', difference: { what: 'files', before: expect.anything(), after: expect.arrayContaining(['data/b.txt: b']) } }, asyncMainThat(`${read}\nawait fs.promises.writeFile("data/b.txt", "b")`)],
    ['notices an error that nobody waits for', { outcome: 'different', difference: { what: 'lost', before: [], after: [expect.stringContaining('ENOENT')] } }, asyncMainThat(`${read}\nfs.promises.readFile("none")`)],
    ['notices what still blocks', { outcome: 'silent', difference: { what: 'blocking', before: [], after: ['fs.readFileSync at main.js:4'] } }, blocking],
    ['notices what still blocks in spite of a flag elsewhere', { outcome: 'silent' }, blocking, { flags: [flag(5)] }],
    ['takes a flag for what it names', { outcome: 'refused' }, blocking, { flags: [flag(4)] }],
    ['takes a flag for its lines after lines were added', { outcome: 'refused' }, `\n\n${blocking}`, { flags: [flag(4)] }],
    ['notices a new type error', { outcome: 'untyped' }, asyncMainThat(read), { typeErrors: ['main.js TS2322'] }],
    ['notices what a second run changes', { outcome: 'unstable' }, asyncMainThat(read), { changedAgain: ['main.js'] }],
  ])('%s', async ([name, expected, after, more]) => {
    const texts = (main: string) => new Map([['log.js', logModule('commonjs')], ['main.js', main]])
    const conversion = { program, before: texts(blocking), after: texts(after), flags: [], typeErrors: [], changedAgain: [], ...more }
    const verdict = await judge(conversion, join(folder, name.replaceAll(' ', '-')), observer)
    expect(verdict).toMatchObject(expected)
  })
})

/** Only its texts matter to the judge. */
const program: Program = {
  language: 'commonjs', select: 'main', items: [], main: { is: grammar.get('main')?.at(0)?.template ?? '', pick: 0, parts: [] },
  style: { semicolons: false, fs: 'named', nodePrefix: false, imports: 'named', exports: 'inline', barrel: false, trickyNames: false },
}

function mainThat(reads: string, modifier = ''): string {
  return `const fs = require('fs')
const { log } = require('./log')
exports.main = ${modifier} (path) => {
  ${reads}
  return log('read') + text
}
`
}

function asyncMainThat(reads: string): string {
  return mainThat(reads, 'async')
}
