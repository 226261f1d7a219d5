import pc from 'picocolors'
import { describe, expect, it } from 'vitest'
import { scanToJson } from '../../src/report/scan-json.js'
import { formatScan } from '../../src/report/scan.js'
import { formatSummary } from '../../src/report/summary.js'
import { withoutTestHandlers } from '../../src/report/without-test-handlers.js'
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
    expect(formatScan(builder().build(), colors)).toBe(`\
GET /items  src/a.ts:2  src/a.ts#get
  fs.statSync  src/a.ts:3  through src/a.ts#load

PUT /  src/a.ts:4  src/a.ts#put  nothing blocks

2 handlers, of which 1 blocks.
Convert the first:  npx unblock convert 'GET /items'

Left alone: only start-up code makes these calls, before any request.
  fs.readFileSync  src/a.ts:1
`)
  })

  it('shows a function once for a route, and without a name by its place', () => {
    const outcome = new OutcomeBuilder().file('src/a.ts', text)
      .function('src/a.ts#@46', 'arrow', '{ load(1) }')
      .function('src/a.ts#@76', 'arrow', "{ fs.statSync('a') }")
      .handler('src/a.ts#@46', 'GET /', '{ load(1) }')
      .handler('src/a.ts#@46', 'GET /', 'function put')
      .handler('src/a.ts#@46', 'GET /v2', 'function put')
      .call('src/a.ts#@46', 'src/a.ts#@76', 'load(1)')
      .use('src/a.ts#@76', 'fs.statSync', 'fs.statSync')
    expect(formatScan(outcome.build(), colors)).toBe(`\
GET /  src/a.ts:2 (+1 more)
  fs.statSync  src/a.ts:3  through src/a.ts:3

GET /v2  src/a.ts:4  src/a.ts:2
  fs.statSync  src/a.ts:3  through src/a.ts:3

1 handler, of which 1 blocks.
Convert the first:  npx unblock convert 'GET /'
`)
  })

  it('leaves out handlers that only tests register', () => {
    const outcome = builder().file('test/a.ts', text, text, true)
      .function('test/a.ts#get', 'declaration', '{ load(1) }')
      .handler('test/a.ts#get', 'GET /test', 'get')
    expect(scanToJson(withoutTestHandlers(outcome.build())).handlers.map(({ route }) => route)).toEqual(['GET /items', 'PUT /'])
  })

  it('says so when there are no handlers, and names what could not be read', () => {
    const outcome = new OutcomeBuilder().file('a.ts', 'x').problem('a.ts', "'}' expected.").build()
    expect(formatScan(outcome, colors)).toBe(`\
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
  converted  GET /items  src/a.ts:2  src/a.ts#get
  1 in which nothing blocks

Unfinished: this still blocks or could not be converted (1)
  src/a.ts:2:18  blocking-call-left
      1 | const c = fs.readFileSync('c')
    > 2 | function get() { load(1) }
        |                  ^^^^^^^
      3 | function load() { fs.statSync('a') }
    fs.rmSync still blocks: it stays, because no rule fits.
    Remove that reason or replace the call by hand, then run unblock again.
    More: unblock explain blocking-call-left

To review: this was converted, and wants a look (1)
  src/a.ts:2:18  public-api-changed  src/a.ts#load
      1 | const c = fs.readFileSync('c')
    > 2 | function get() { load(1) }
        |                  ^^^^^
      3 | function load() { fs.statSync('a') }
    load is part of the package's public API and returns a promise now.
    Release this as a breaking change, and tell users to await load.
    More: unblock explain public-api-changed

Left alone on purpose (1): start-up code blocks nobody
  src/a.ts:1
`)
  })

  it.each([
    [true, 'No file would change: nothing blocks in what was selected.\n'],
    [false, 'No file was changed: nothing blocks in what was selected.\n'],
  ])('says that there is nothing to do, in a dry run: %s', (isDryRun, expected) => {
    expect(formatSummary(new OutcomeBuilder().file('a.ts', 'x').build(), { isDryRun, colors })).toBe(expected)
  })

  it('does not say so where something blocks, or could not be read', () => {
    const blocked = new OutcomeBuilder().file('src/a.ts', text).function('src/a.ts#load', 'declaration', "{ fs.statSync('a') }")
      .use('src/a.ts#load', 'fs.statSync', 'fs.statSync').decision('src/a.ts#load', 'blocked', [...selected])
    expect(formatSummary(blocked.build(), { isDryRun: false, colors })).toBe('No file was changed.\n')
    const unread = new OutcomeBuilder().file('a.ts', 'x').problem('a.ts', "'}' expected.").select('./a.ts')
    expect(formatSummary(unread.build(), { isDryRun: false, colors })).toBe('No file was changed.\n')
  })

  it('tells what could not be read from what is to be reviewed', () => {
    const outcome = new OutcomeBuilder().file('a.ts', 'x')
    outcome.flag('syntax-error', outcome.place('a.ts', 'x'), { message: 'no' }).flag('escapes', outcome.place('a.ts', 'x'), { function: 'f', to: 'g' })
    expect(formatSummary(outcome.build(), { isDryRun: true, colors }).match(/^\S.*\(1\)$/gm)).toEqual([
      'Left out: this could not be read, or not in full (1)', 'To review: this was converted, and wants a look (1)',
    ])
  })

  it('has one line for a function, however often it is registered, and counts those that needed nothing', () => {
    const outcome = builder()
      .handler('src/a.ts#get', 'GET /more', 'load(1)')
      .handler('src/a.ts#get', 'HEAD /more', "fs.statSync('a')")
      .function('src/a.ts#done', 'declaration', 'put', { isAsync: true })
      .handler('src/a.ts#done', 'GET /done', 'put')
      .decision('src/a.ts#get', 'convert', [...selected])
      .decision('src/a.ts#put', 'keep', [...selected])
      .decision('src/a.ts#done', 'keep', [...selected])
      .swap('src/a.ts', 'fs.statSync')
    expect(formatSummary(outcome.build(), { isDryRun: false, colors })).toContain(
      'Handlers\n  converted  GET /items (+2 more)  src/a.ts:2  src/a.ts#get\n  1 in which nothing blocks, 1 already async\n',
    )
  })

  it('shows a function without a name by its place alone', () => {
    const outcome = new OutcomeBuilder().file('src/a.ts', text, `${text}// changed`)
      .function('src/a.ts#@46', 'arrow', '{ load(1) }')
      .use('src/a.ts#@46', 'load(1)')
      .handler('src/a.ts#@46', 'GET /', '{ load(1) }')
      .decision('src/a.ts#@46', 'convert', [...selected])
      .swap('src/a.ts', 'load(1)')
    outcome.flag('escapes', outcome.place('src/a.ts', 'load('), { function: 'This function', to: 'g' }, 'src/a.ts#@46')
    const summary = formatSummary(outcome.build(), { isDryRun: false, colors })
    expect(summary).toContain('  converted  GET /  src/a.ts:2\n')
    expect(summary).not.toContain('@46')
  })

  it('indents every line of a message', () => {
    const outcome = new OutcomeBuilder().file('a.ts', 'x')
    outcome.flag('check-failed', outcome.place('a.ts', 'x'), { message: 'one\n  two' })
    expect(formatSummary(outcome.build(), { isDryRun: true, colors })).toContain(': one\n      two\n    Mend')
  })

  it('speaks of what would change in a dry run', () => {
    expect(formatSummary(builder().build(), { isDryRun: true, colors })).toMatch(/^1 file would change: /)
  })
})
