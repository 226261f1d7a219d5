import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { toJson } from '../../src/report/json.js'
import { scanToJson } from '../../src/report/scan-json.js'
import { fileId, functionId, OutcomeBuilder } from './outcome-builder.js'

function schema(name: string): object {
  return JSON.parse(readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')) as object
}

const ajv = new Ajv2020({ strict: true, allErrors: true })
ajv.addSchema(schema('convert-json.schema.json'))
ajv.addSchema(schema('scan-json.schema.json'))

/** Runs the value through JSON first, as a program that reads it would. */
function errorsOf(name: string, value: unknown) {
  ajv.validate(name, JSON.parse(JSON.stringify(value)))
  return ajv.errors
}

const before = "const c = fs.readFileSync('c')\nfunction get() {\n  return load(1)\n}\nfunction load() {\n  return fs.statSync('a')\n}\n"
const after = before.replace('fs.statSync', 'await fs.promises.stat').replace('function load', 'async function load')

function outcome() {
  const builder = new OutcomeBuilder()
    .file('src/a.ts', before, after)
    .file('src/b.ts', 'x\n')
    .function('src/a.ts#', 'module', before)
    .function('src/a.ts#get', 'declaration', '{\n  return load(1)\n}')
    .function('src/a.ts#load', 'declaration', "{\n  return fs.statSync('a')\n}")
    .handler('src/a.ts#get', 'GET /a', 'get')
    .decision('src/a.ts#get', 'convert', [{ kind: 'selected', by: 'GET /a' }])
    .call('src/a.ts#get', 'src/a.ts#load', 'load(1)')
    .use('src/a.ts#load', 'fs.statSync', 'fs.statSync')
    .use('src/a.ts#', 'fs.readFileSync')
    .swap('src/a.ts', 'fs.statSync')
    .leaveAlone('src/a.ts', 'fs.readFileSync')
    .together('src/a.ts#get', 'return load(1)', 'load(1)')
    .waiting('src/a.ts#get', 'load(1)', { why: 'needs' })
    .problem('src/b.ts', "'}' expected.")
  const load = builder.span('src/a.ts', "{\n  return fs.statSync('a')\n}")
  const call = builder.span('src/a.ts', 'load(1)')
  const makeAsync = { component: 0, kind: 'make-async', function: load, form: 'declaration' } as const
  const awaitCall = { component: 0, kind: 'await-call', call } as const
  return builder
    .change('src/a.ts', makeAsync)
    .change('src/a.ts', { ...makeAsync, form: 'signature' })
    .change('src/a.ts', {
      component: 0, kind: 'add-twin', function: load, declaration: load, form: 'declaration', name: 'load', twinName: 'loadAsync',
      changes: [makeAsync, awaitCall, builder.swapOf('src/a.ts', 'fs.statSync')],
    })
    .change('src/a.ts', awaitCall)
    .flag('escapes', builder.place('src/a.ts', 'load(1)'), { function: 'src/a.ts#load', to: 'register' }, 'src/a.ts#load')
    .flag('public-api-changed', builder.place('src/a.ts', 'get'), { name: 'get' })
    .build()
}

describe('toJson', () => {
  const json = toJson(outcome())

  it('keeps its schema', () => {
    expect(errorsOf('convert-json.schema.json', json)).toBeNull()
  })

  it('names handlers by where they are registered', () => {
    expect(json.handlers).toEqual([
      { id: 'src/a.ts#get', route: 'GET /a', framework: 'express', file: 'src/a.ts', line: 2, outcome: 'converted' },
    ])
  })

  it('has every file, and a diff of the changed', () => {
    expect(json.files.map(({ path, status }) => [path, status])).toEqual([['src/a.ts', 'changed'], ['src/b.ts', 'unchanged']])
    expect(json.files[0]?.diff).toContain('+async function load() {\n')
    expect(json.files[1]?.diff).toBe('')
  })

  it('puts flags in the order of their places, with their sentences', () => {
    expect(json.flags).toEqual([
      {
        code: 'public-api-changed', severity: 'review', file: 'src/a.ts', line: 2, column: 10, endLine: 2, endColumn: 13,
        message: 'get is part of the package\'s public API and returns a promise now.',
        help: 'Release this as a breaking change, and tell users to await get.',
      },
      {
        code: 'escapes', severity: 'review', file: 'src/a.ts', line: 3, column: 10, endLine: 3, endColumn: 17, function: 'src/a.ts#load',
        message: 'src/a.ts#load is handed to register, which cannot be seen from here and may use its result at once, so it stays sync there.',
        help: 'See what register does with a promise; hand it the async function if it waits for one, else do the blocking work before.',
      },
    ])
  })

  it('counts what was done, inside twins as well, and signatures not at all', () => {
    expect(json.counts).toEqual({
      functionsMadeAsync: 1, awaitsInserted: 2, apisSwapped: 2, dbBlocksWrapped: 0, twinsAdded: 1, leftAloneAtStartup: 1,
    })
  })

  it('counts nothing that was not done', () => {
    const failed = outcome()
    const counts = toJson({ ...failed, results: failed.results.map((result) => ({ ...result, status: 'failed' as const })) }).counts
    expect(counts).toMatchObject({ functionsMadeAsync: 0, awaitsInserted: 0, apisSwapped: 0, twinsAdded: 0 })
  })
})

describe('the schema of convert', () => {
  const json = toJson(outcome())

  it.each([
    ['an unknown key', { ...json, more: 1 }],
    ['an unknown key of a handler', { ...json, handlers: [{ ...json.handlers[0], more: 1 }] }],
    ['an unknown key of a file', { ...json, files: [{ ...json.files[0], more: 1 }] }],
    ['an unknown key of a flag', { ...json, flags: [{ ...json.flags[0], more: 1 }] }],
    ['an unknown count', { ...json, counts: { ...json.counts, more: 1 } }],
    ['a missing count', { ...json, counts: { ...json.counts, twinsAdded: undefined } }],
    ['an unknown key of reads', { ...json, reads: { ...json.reads, more: 1 } }],
    ['a reason to wait that nobody knows', { ...json, reads: { ...json.reads, left: [{ ...json.reads.left[0], why: 'so' }] } }],
    ['another version', { ...json, version: 2 }],
    ['an unknown outcome', { ...json, handlers: [{ ...json.handlers[0], outcome: 'ok' }] }],
    ['a line that counts from 0', { ...json, flags: [{ ...json.flags[0], line: 0 }] }],
  ])('refuses %s', (_, value) => {
    expect(errorsOf('convert-json.schema.json', value)).not.toBeNull()
  })
})

describe('scanToJson', () => {
  const scan = scanToJson(outcome())

  it('keeps its schema', () => {
    expect(errorsOf('scan-json.schema.json', scan)).toBeNull()
  })

  it('keeps its schema with what was measured, too', () => {
    const measured = (ms: number) => ({ elsewhereMs: 0, byHandler: new Map([[functionId('src/a.ts#get'), { ms, times: 1 }]]) })
    const scanned = scanToJson({ ...outcome(), evidence: { profile: measured(12.345), log: measured(120) } })
    expect(scanned.handlers).toMatchObject([{ id: 'src/a.ts#get', blockedMs: 12.3, share: 1, held: { ms: 120, times: 1 } }])
    expect(errorsOf('scan-json.schema.json', scanned)).toBeNull()
  })

  it('says what blocks in a handler, and through which functions', () => {
    expect(scan.handlers).toEqual([{
      id: 'src/a.ts#get', route: 'GET /a', kind: 'route', framework: 'express', file: 'src/a.ts', line: 2,
      blocking: [{ api: 'fs.statSync', file: 'src/a.ts', line: 6, column: 10, through: ['src/a.ts#get', 'src/a.ts#load'] }],
      database: [],
    }])
  })

  it('tells start-up code from the rest, and leaves tests out', () => {
    const { facts, sources } = new OutcomeBuilder()
      .file('a.ts', "boot(1); fs.accessSync('a'); fs.closeSync(0); fs.statSync('b')")
      .file('a.test.ts', 'fs.readFileSync(1); fs.rmSync(2)', undefined, true)
      .function('a.ts#', 'module', 'boot(1)')
      .function('a.ts#boot', 'declaration', 'fs.accessSync')
      .function('a.ts#shared', 'declaration', 'fs.statSync')
      .function('a.ts#unused', 'declaration', 'fs.closeSync')
      .function('a.ts#handler', 'declaration', 'boot')
      .function('a.test.ts#', 'module', 'fs')
      .handler('a.ts#handler', 'GET /', 'boot')
      .call('a.ts#', 'a.ts#boot', 'boot(1)')
      .call('a.ts#', 'a.ts#shared', 'boot(1)')
      .call('a.ts#handler', 'a.ts#shared', 'boot(1)')
      .use('a.ts#boot', 'fs.accessSync', 'fs.accessSync')
      .use('a.ts#unused', 'fs.closeSync', 'fs.closeSync')
      .use('a.ts#shared', 'fs.statSync', 'fs.statSync')
      .use('a.test.ts#', 'fs.readFileSync')
      .build()
    const { startup, elsewhere } = scanToJson({ root: '/', facts, sources })
    expect(startup.map(({ api, through }) => [api, through])).toEqual([['fs.accessSync', ['a.ts#', 'a.ts#boot']]])
    expect(elsewhere.map(({ api, through }) => [api, through])).toEqual([['fs.closeSync', ['a.ts#unused']]])
  })

  it('lists handlers and calls in the order of their places', () => {
    const { facts, sources } = new OutcomeBuilder()
      .file('b.ts', 'one(); two()')
      .file('a.ts', 'x')
      .handler('b.ts#two', 'GET /2', 'two')
      .handler('b.ts#one', 'GET /1', 'one')
      .handler('a.ts#x', 'GET /x', 'x')
      .use('b.ts#three', 'two')
      .use('b.ts#three', 'one')
      .build()
    const sorted = scanToJson({ root: '/', facts, sources })
    expect(sorted.handlers.map(({ route }) => route)).toEqual(['GET /x', 'GET /1', 'GET /2'])
    expect(sorted.elsewhere.map(({ column }) => column)).toEqual([1, 8])
  })

  it('names the files that it could not analyse', () => {
    expect(scan.problems).toMatchObject([{ code: 'syntax-error', file: fileId('src/b.ts'), line: 1, column: 1 }])
  })
})
