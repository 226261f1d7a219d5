import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pc from 'picocolors'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { ParsedFiles } from '../../src/analysis/compiler-host.js'
import { scan } from '../../src/pipeline.js'
import { formatScan } from '../../src/report/scan.js'
import { scanToJson } from '../../src/report/scan-json.js'
import { topHandlers } from '../../src/report/top-handlers.js'
import { temporaryFolder } from '../apply/temporary-folder.js'
import { type Call, profileOf, type Sample } from './profiles.js'

const parsed = new ParsedFiles()

const app = `const express = require('express')
const { readFileSync } = require('fs')
const app = express()

function load(name) {
  return readFileSync(name, 'utf8')
}

app.get('/a', function showA(req, res) {
  res.send(load('a'))
})
app.get('/b', (req, res) => {
  res.send(load('b'))
})
app.get('/c', async (req, res) => {
  await null
  res.send(only('c'))
})

function only(name) {
  return readFileSync(name, 'utf8')
}

load('config')
app.listen(0)
`

const module: Call = ['', 'app.js', 1, 0]
const express: Call = ['handle', 'node_modules/express/lib/router.js', 10, 4]
const showA: Call = ['showA', 'app.js', 9, 29]
const b: Call = ['', 'app.js', 12, 14]
const load: Call = ['load', 'app.js', 5, 13]
const readFile: Call[] = [['readFileSync', 'node:fs', 440, 21], ['open']]

function scanned(files: Record<string, string>, evidence: { cpuProfiles?: string[]; debugLogs?: string[] }, root = temporaryFolder(files)) {
  return scan({ cwd: root, paths: [], parsed, evidence: { cpuProfiles: [], debugLogs: [], ...evidence } })
}

function profiled(samples: Sample[], files: Record<string, string> = { 'app.js': app }) {
  const root = temporaryFolder({ 'package.json': '{}', ...files })
  writeFileSync(join(root, 'p.cpuprofile'), profileOf(root, samples))
  return scanned(files, { cpuProfiles: ['p.cpuprofile'] }, root)
}

/** The handlers that took time, and how much, in the order of the list. */
function timesOf(outcome: ReturnType<typeof scan>) {
  return scanToJson(outcome).handlers.filter(({ blockedMs = 0 }) => blockedMs > 0).map(({ route, blockedMs, share }) => [route, blockedMs, share])
}

describe('the time of a blocking call counts for', () => {
  test('the handler on its stack, the costliest first', () => {
    const outcome = profiled([{ stack: [express, showA, load, ...readFile], ms: 100 }, { stack: [express, b, load, ...readFile], ms: 300 }])
    expect(timesOf(outcome)).toEqual([['GET /b', 300, 0.75], ['GET /a', 100, 0.25]])
    expect(outcome.evidence?.profile).toMatchObject({ measuredMs: 1000, elsewhereMs: 0 })
  })

  test('the innermost handler, where one calls the next', () => {
    expect(timesOf(profiled([{ stack: [express, showA, express, b, load, ...readFile], ms: 50 }]))).toEqual([['GET /b', 50, 1]])
  })

  test('the only handler that can reach it, where none is on the stack any more', () => {
    expect(timesOf(profiled([{ stack: [['only', 'app.js', 20, 13], ...readFile], ms: 20 }]))).toEqual([['GET /c', 20, 1]])
  })

  test('no handler where several can reach it, and is told apart', () => {
    const outcome = profiled([{ stack: [load, ...readFile], ms: 20 }])
    expect(timesOf(outcome)).toEqual([])
    expect(outcome.evidence?.profile?.elsewhereMs).toBe(20)
  })

  test('nobody while the program starts', () => {
    const { evidence } = profiled([{ stack: [module, load, ...readFile], ms: 20 }])
    expect(evidence?.profile).toMatchObject({ elsewhereMs: 0, byHandler: new Map() })
  })

  test('its line, where native code leaves no frame', () => {
    expect(timesOf(profiled([{ stack: [express, showA, load], ms: 90, lines: [6, 5] }]))).toEqual([['GET /a', 45, 1]])
  })
})

test('computing and other calls are no blocking calls', () => {
  expect(timesOf(profiled([{ stack: [express, showA], ms: 90, lines: [10] }, { stack: [express, showA, ['send', 'node_modules/express/lib/response.js', 3, 4]], ms: 90 }]))).toEqual([])
})

describe('compiled code is followed to its source', () => {
  const source = `import express from 'express'
import { readFileSync } from 'node:fs'

interface Named { name: string }

const app = express()

const load = ({ name }: Named): string => readFileSync(name, 'utf8')

app.get('/typed', (req, res) => {
  res.send(load({ name: 'a' }))
})
`
  const options: ts.CompilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, removeComments: true }

  /** Where a text begins in the compiled file; V8 counts so. */
  function callAt(compiled: string, text: string, name = ''): Call {
    const before = compiled.slice(0, compiled.indexOf(text)).split('\n')
    return [name, 'dist/app.js', before.length, before.at(-1)?.length ?? 0]
  }

  test.each([['inlined', { inlineSourceMap: true, inlineSources: true }], ['beside it', { sourceMap: true }]])('by a source map that is %s', (_, kind) => {
    const { outputText, sourceMapText = '' } = ts.transpileModule(source, { compilerOptions: { ...options, ...kind }, fileName: 'src/app.ts' })
    const root = temporaryFolder({ 'package.json': '{ "type": "module" }', 'src/app.ts': source, 'tsconfig.json': '{ "include": ["src"], "compilerOptions": { "outDir": "dist" } }' })
    mkdirSync(join(root, 'dist'))
    const map = sourceMapText.replace('"sources":["app.ts"]', '"sources":["../src/app.ts"]')
    const inlined = outputText.replace(/(base64,)(.*)$/, (_all, start: string, data: string) => start + Buffer.from(Buffer.from(data, 'base64').toString().replace('"sources":["src/app.ts"]', '"sources":["../src/app.ts"]').replace('"sources":["app.ts"]', '"sources":["../src/app.ts"]')).toString('base64'))
    writeFileSync(join(root, 'dist/app.js'), inlined)
    writeFileSync(join(root, 'dist/app.js.map'), map)
    const stack = [express, callAt(outputText, '(req, res)'), callAt(outputText, '({ name })', 'load'), ...readFile]
    writeFileSync(join(root, 'p.cpuprofile'), profileOf(root, [{ stack, ms: 40 }]))
    expect(timesOf(scanned({}, { cpuProfiles: ['p.cpuprofile'] }, root))).toEqual([['GET /typed', 40, 1]])
  })
})

describe('the log of the debug mode', () => {
  const line = (ms: number, stack: string[]) => `${JSON.stringify({ type: 'blocked', ms, frame: { function: 'readFileSync', file: 'app.js', line: 6 }, stack })}\n`
  const log = `Listening\n${line(120, ['openSync (native)', 'readFileSync (node:fs:440)', 'load (app.js:5)', '(anonymous) (app.js:12)', 'handle (node_modules/express/lib/router.js:10)'])}{"level":30}\n${
    line(200, ['readFileSync (node:fs:440)', 'load (app.js:5)', 'showA (app.js:9)'])}${line(150, ['readFileSync (node:fs:440)', 'load (app.js:5)', 'showA (app.js:9)'])}{"type":"summary","blocked":3,"ms":470,"longestMs":200,"unawaited":0}\n`

  test('is evidence of its own', () => {
    const outcome = scanned({ 'app.js': app, 'debug.log': log }, { debugLogs: ['debug.log'] })
    expect(scanToJson(outcome).handlers.slice(0, 2)).toMatchObject([{ route: 'GET /a', blockedMs: 350, share: 0.745, held: { ms: 350, times: 2 } }, { route: 'GET /b', held: { ms: 120, times: 1 } }])
    expect(formatScan(outcome, pc.createColors(false))).toContain('held the event loop 2 times, 350 ms')
  })

  test('is told beside a profile, which comes first', () => {
    const root = temporaryFolder({ 'app.js': app, 'debug.log': log })
    writeFileSync(join(root, 'p.cpuprofile'), profileOf(root, [{ stack: [express, b, load, ...readFile], ms: 10 }]))
    const outcome = scanned({}, { cpuProfiles: ['p.cpuprofile'], debugLogs: ['debug.log'] }, root)
    expect(scanToJson(outcome).handlers.slice(0, 2)).toMatchObject([{ route: 'GET /b', blockedMs: 10, held: { ms: 120 } }, { route: 'GET /a', blockedMs: 0, held: { ms: 350 } }])
  })
})

describe('files that say nothing are errors', () => {
  test.each([
    ['a missing profile', {}, { cpuProfiles: ['none.cpuprofile'] }, /There is no file .*none\.cpuprofile\./],
    ['a glob without a match', {}, { cpuProfiles: ['profiles/*.cpuprofile'] }, /There is no file .*profiles\/\*\.cpuprofile\./],
    ['what is no JSON', { 'p.cpuprofile': 'oops' }, { cpuProfiles: ['p.cpuprofile'] }, /p\.cpuprofile cannot be read as a CPU profile: /],
    ['what is no profile', { 'p.cpuprofile': '{}' }, { cpuProfiles: ['p.cpuprofile'] }, /p\.cpuprofile is no CPU profile with samples/],
    ['a profile of another program', { 'p.cpuprofile': profileOf('/elsewhere', [{ stack: [['main', 'src/main.js', 3, 4]], ms: 5 }]) }, { cpuProfiles: ['p.cpuprofile'] }, /is of this project: the program ran from \/elsewhere\/src\/main\.js/],
    ['a log without lines of the debug mode', { 'debug.log': '{"level":30}\n' }, { debugLogs: ['debug.log'] }, /debug\.log has no line of unblock-runtime\/debug/],
  ])('%s', (_, files, evidence, message) => {
    expect(() => scanned({ 'app.js': app, ...files }, evidence)).toThrow(message)
  })
})

test('without evidence, what weighs more comes first', () => {
  const heavy = "require('http').createServer((req, res) => { require('fs').existsSync('a'); res.end() }).listen()\nrequire('http').createServer((req, res) => { require('child_process').execSync('ls'); res.end() }).listen()\n"
  const outcome = scan({ cwd: temporaryFolder({ 'app.js': heavy }), paths: [], parsed })
  expect(scanToJson(outcome).handlers.map(({ line, blockedMs }) => [line, blockedMs])).toEqual([[2, undefined], [1, undefined]])
  expect(topHandlers(outcome, 1)).toMatchObject([{ line: 2 }])
})

test('the hint is a command that selects what costs most', () => {
  const outcome = profiled([{ stack: [express, b, load, ...readFile], ms: 300 }])
  expect(formatScan(outcome, pc.createColors(false), ['--cwd', 'my app'])).toContain("Convert the first 3:  npx unblock convert 'GET /b' 'GET /a' 'GET /c' --cwd 'my app'\n")
})
