import pc from 'picocolors'
import { describe, expect, it } from 'vitest'
import { formatScan } from '../../src/report/scan.js'
import { scanToJson } from '../../src/report/scan-json.js'
import { formatSummary } from '../../src/report/summary.js'
import { OutcomeBuilder } from './outcome-builder.js'

const colors = pc.createColors(false)
const text = "const c = fs.readFileSync('c')\nfunction get() { load(1) }\nfunction load() { fs.statSync('a') }\nfunction put() {}\n"

function builder(): OutcomeBuilder {
  return new OutcomeBuilder()
    .file('src/a.ts', text, `${text}// changed`)
    .function('src/a.ts#(module)@0', 'module', text)
    .function('src/a.ts#get', 'declaration', '{ load(1) }')
    .function('src/a.ts#load', 'declaration', "{ fs.statSync('a') }")
    .function('src/a.ts#put', 'declaration', '{}')
    .handler('src/a.ts#get', 'GET /items', 'get')
    .handler('src/a.ts#put', 'PUT /', 'put')
    .call('src/a.ts#get', 'src/a.ts#load', 'load(1)')
    .use('src/a.ts#load', 'fs.statSync', 'fs.statSync')
    .use('src/a.ts#(module)@0', 'fs.readFileSync')
}

describe('formatScan', () => {
  it('shows handlers, what blocks through which helpers, and start-up calls', () => {
    expect(formatScan(scanToJson(builder().build()), colors)).toBe(`\
GET /items  src/a.ts#get  src/a.ts:2
  fs.statSync  src/a.ts:3  through src/a.ts#load

PUT /  src/a.ts#put  src/a.ts:4  nothing blocks

2 handlers, of which 1 blocks.

Left alone: only start-up code makes these calls, before any request.
  fs.readFileSync  src/a.ts:1
`)
  })

  it('says so when there are no handlers, and names what could not be read', () => {
    const outcome = new OutcomeBuilder().file('a.ts', 'x').problem('a.ts', "'}' expected.").build()
    expect(formatScan(scanToJson(outcome), colors)).toBe(`\
No handlers found.

a.ts:1:1  This file could not be parsed and was left out, with every call in it: '}' expected.
`)
  })
})

describe('formatSummary', () => {
  const selected = [{ kind: 'selected', by: '--handlers' }] as const

  it('tells unfinished work from what is to be reviewed and what was left alone on purpose', () => {
    const outcome = builder()
    outcome
      .decision('src/a.ts#get', 'convert', [...selected])
      .decision('src/a.ts#put', 'keep', [...selected])
      .swap('src/a.ts', 'fs.statSync')
      .leaveAlone('src/a.ts', 'fs.readFileSync')
      .flag('public-api-changed', outcome.place('src/a.ts', 'load('), { name: 'load' }, 'src/a.ts#load')
      .flag('blocking-call-left', outcome.place('src/a.ts', 'load(1)'), { api: 'fs.rmSync', why: 'no rule fits' })
    expect(formatSummary(outcome.build(), { isDryRun: false, colors })).toBe(`\
1 file changed: 0 functions made async, 0 awaits inserted, 1 blocking call replaced

Handlers
  converted         GET /items  src/a.ts#get  src/a.ts:2
  nothing-blocking  PUT /       src/a.ts#put  src/a.ts:4

Unfinished: this still blocks or could not be converted (1)
  src/a.ts:2:18  blocking-call-left
    fs.rmSync still blocks: it stays, because no rule fits.
    Remove that reason or replace the call by hand, then run unblock again.
    docs/flags/blocking-call-left.md

To review: this was converted, and wants a look (1)
  src/a.ts:2:18  public-api-changed  src/a.ts#load
    load is part of the package's public API and returns a promise now.
    Release this as a breaking change, and tell users to await load.
    docs/flags/public-api-changed.md

Left alone on purpose (1): start-up code blocks nobody
  src/a.ts:1
`)
  })

  it.each([
    [true, 'No file would change.\n'],
    [false, 'No file was changed.\n'],
  ])('says that nothing happens, in a dry run: %s', (isDryRun, expected) => {
    expect(formatSummary(new OutcomeBuilder().file('a.ts', 'x').build(), { isDryRun, colors })).toBe(expected)
  })

  it('indents every line of a message', () => {
    const outcome = new OutcomeBuilder().file('a.ts', 'x')
    outcome.flag('check-failed', outcome.place('a.ts', 'x'), { message: 'one\n  two' })
    expect(formatSummary(outcome.build(), { isDryRun: true, colors })).toContain('were left out: one\n      two\n    Mend')
  })

  it('speaks of what would change in a dry run', () => {
    expect(formatSummary(builder().build(), { isDryRun: true, colors })).toMatch(/^1 file would change: /)
  })
})
