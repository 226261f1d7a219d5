import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { cli } from '../support/cli.js'
import { readFolder } from '../support/folder.js'
import { temporaryFolder } from '../apply/temporary-folder.js'

// Each test starts the built command, some of them several times.
vi.setConfig({ testTimeout: 300_000 })

/** A module with one function that blocks, and a test of it that sees, or does not see, that it becomes async. */
function part(name: string, call: string): Record<string, string> {
  return {
    [`src/${name}.js`]: `const fs = require('node:fs')\n\nexports.load${name} = function load${name}() {\n  return fs.readFileSync(__filename, 'utf8').length > 0\n}\n`,
    [`test/${name}.test.js`]: `const assert = require('node:assert')\nconst { test } = require('node:test')\nconst part = require('../src/${name}.js')\n\ntest('loads ${name}', () => {\n  assert.equal(${call}, true)\n})\n`,
  }
}

const seen = (name: string) => part(name, `part.load${name}()`)
/** Nobody looks into texts, so that the test goes on to compare what the function returns. */
const unseen = (name: string) => part(name, `require('node:child_process').spawnSync(process.execPath, ['-p', "require('./src/${name}.js').load${name}() === true"]).stdout.toString() === 'true\\n'`)
const noTests = { 'package.json': '{}' }

interface Printed {
  flags: { code: string; message: string }[]
  tests: unknown
}

/** A project outside of Git, whose journal goes with it. */
function project(...files: Record<string, string>[]): string {
  vi.stubEnv('XDG_DATA_HOME', temporaryFolder())
  return temporaryFolder(files.reduce<Record<string, string>>((all, some) => ({ ...all, ...some }), noTests))
}

function convert(root: string, args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'convert', 'src', '--cwd', root, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

function isAsync(root: string, name: string): boolean {
  return readFileSync(join(root, `src/${name}.js`), 'utf8').includes('async function')
}

/** What has ended may wait for somebody to take note of it. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim() !== '' && !stdout.startsWith('Z')
}

test('what the tests pass with is kept', () => {
  const root = project(seen('A'), seen('B'))
  const { status, stdout, stderr } = convert(root, ['--test', 'node --test test/'])
  expect(stderr).toMatch(/^Tests before the conversion: passed \([\d.]+ s\)\nTests after the conversion: as before \([\d.]+ s\)\n$/)
  expect(stdout).toContain('Tests: `node --test test/` ends as before, by 2 runs.\n')
  expect({ status, a: isAsync(root, 'A'), b: isAsync(root, 'B') }).toEqual({ status: 0, a: true, b: true })
})

test('of three parts the one that breaks is left out, with what its test printed', () => {
  const root = project(seen('A'), unseen('B'), seen('C'))
  const before = readFolder(root)
  const { status, stdout } = convert(root, ['--test', 'node --test test/', '--json'])
  const { flags, tests } = JSON.parse(stdout) as Printed
  const failed = flags.filter(({ code }) => code === 'test-failed')
  expect(failed).toMatchObject([{ function: 'src/B.js#loadB', file: 'src/B.js', line: 3, severity: 'blocks' }])
  expect(failed[0]?.message).toMatch(/not ok \d - loads B/)
  expect(tests).toMatchObject({ leftOut: 1, isFlaky: false, failedBefore: [] })
  expect({ status, a: isAsync(root, 'A'), c: isAsync(root, 'C') }).toEqual({ status: 1, a: true, c: true })
  for (const file of ['src/B.js', 'test/B.test.js']) expect(readFolder(root).get(file)).toEqual(before.get(file))
  expect(spawnSync(process.execPath, ['--test', 'test/'], { cwd: root }).status).toBe(0)
})

test('nothing is converted where the tests fail before', () => {
  const root = project(seen('A'), { 'test/red.test.js': "require('node:test').test('is red', () => { throw new Error('red') })\n" })
  const before = readFolder(root)
  const { status, stdout, stderr } = convert(root, ['--test', 'node --test test/'])
  expect(stderr).toContain('unblock: The tests fail before anything is converted, so nothing was written: node --test test/\n')
  expect(stderr).toContain('# fail 1')
  expect({ status, stdout, files: readFolder(root) }).toEqual({ status: 1, stdout: '', files: before })
})

test('tests that failed before may fail after, and no others', () => {
  const root = project(seen('A'), unseen('B'), { 'test/red.test.js': "require('node:test').test('is red', () => { throw new Error('red') })\n" })
  const { status, stdout } = convert(root, ['--test', 'node --test test/', '--baseline-may-fail'])
  expect(stdout).toContain('test-failed  src/B.js#loadB')
  expect(stdout).toContain('that failed before do')
  expect({ status, a: isAsync(root, 'A'), b: isAsync(root, 'B') }).toEqual({ status: 1, a: true, b: false })
})

test('a command that fails and names no test cannot be compared', () => {
  const root = project(seen('A'))
  const { status, stderr } = convert(root, ['--test', 'echo broken; exit 3', '--baseline-may-fail'])
  expect(stderr).toContain('their output names no failing test that could be told from others: echo broken; exit 3\n    broken\n')
  expect({ status, a: isAsync(root, 'A') }).toEqual({ status: 1, a: false })
})

test('a run that fails once and passes when made again is flaky, and leaves nothing out', () => {
  const flaky = "const fs = require('node:fs')\nconst runs = fs.existsSync('runs') ? fs.readFileSync('runs', 'utf8') : ''\nfs.writeFileSync('runs', runs + '.')\nrequire('node:test').test('is flaky', () => { if (runs.length === 1) throw new Error('now') })\n"
  const root = project(seen('A'), { 'test/flaky.test.js': flaky })
  const { status, stdout } = convert(root, ['--test', 'node --test test/'])
  expect(stdout).toContain('by 3 runs.\n  A run failed, and then passed with nothing changed')
  expect({ status, a: isAsync(root, 'A') }).toEqual({ status: 0, a: true })
})

test('tests that do not run any more count as failed', () => {
  const quiet = "const { test } = require('node:test')\ntest('is there', () => {})\nif (!require('node:fs').readFileSync('src/A.js', 'utf8').includes('async')) test('is gone', () => {})\n"
  const root = project(seen('A'), { 'test/gone.test.js': quiet })
  const { status, stdout } = convert(root, ['--test', 'node --test test/gone.test.js'])
  expect(stdout).toContain('only 1 of the 2 tests pass that did before')
  expect({ status, a: isAsync(root, 'A') }).toEqual({ status: 1, a: false })
})

test('what waits for ever is ended, with all that it has started', () => {
  const root = project(seen('A'), { 'wait.js': "if (require('node:fs').readFileSync('src/A.js', 'utf8').includes('async')) { require('node:fs').writeFileSync('pid', String(process.pid)); setInterval(() => {}, 1000) }\n" })
  const { status, stdout } = convert(root, ['--test', 'node wait.js; true', '--test-timeout', '3'])
  expect(stdout).toContain('it did not end within 3 s')
  expect({ status, a: isAsync(root, 'A') }).toEqual({ status: 1, a: false })
  expect(isRunning(Number(readFileSync(join(root, 'pid'), 'utf8')))).toBe(false)
})

test.each([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129], ['SIGKILL', null]] as const)('%s while the tests run leaves the project as it was, or what undo needs', async (signal, code) => {
  const wait = "const fs = require('node:fs')\nif (fs.readFileSync('src/A.js', 'utf8').includes('async')) { fs.writeFileSync('waiting', String(process.pid)); setTimeout(() => {}, 20_000) }\n"
  const root = project(seen('A'), { 'wait.js': wait })
  const before = readFolder(root)
  const child = spawn(process.execPath, [cli, 'convert', 'src', '--cwd', root, '--test', 'node wait.js'], { stdio: 'ignore' })
  const ended = new Promise((resolve) => { child.on('exit', resolve) })
  while (!existsSync(join(root, 'waiting'))) await sleep(20)
  child.kill(signal)
  expect(await ended).toBe(code)
  const files = readFolder(root)
  const waiting = Number(files.get('waiting')?.toString())
  files.delete('waiting')
  if (signal === 'SIGKILL') {
    process.kill(waiting, 'SIGKILL')
    expect(isAsync(root, 'A')).toBe(true)
    expect(convert(root, []).stderr).toContain('The last run was ended from outside, and these files are as it left them:\n  src/A.js\n')
    expect(spawnSync(process.execPath, [cli, 'undo', '--cwd', root], { encoding: 'utf8' }).stdout).toContain('A conversion that was ended from outside is undone')
    files.set('src/A.js', readFileSync(join(root, 'src/A.js')))
    files.set('test/A.test.js', readFileSync(join(root, 'test/A.test.js')))
  } else {
    expect(isRunning(waiting)).toBe(false)
  }
  expect(files).toEqual(before)
})

test.each([
  [['--baseline-may-fail'], '--baseline-may-fail says something about the tests of --test'],
  [['--test', 'true', '--dry-run'], '--test runs the tests on new texts'],
  [['--test', 'true', '--test-timeout', '0'], '--test-timeout takes a number of seconds above 0.'],
])('wrong usage: %j', (args, message) => {
  const { status, stderr } = convert(project(seen('A')), args)
  expect(stderr).toContain(message)
  expect(status).toBe(2)
})

test('a project whose tests change what is converted is told so', () => {
  const root = project(seen('A'))
  const { status, stderr } = convert(root, ['--test', "node -e \"require('fs').appendFileSync('src/A.js', '// seen\\n')\""])
  expect(stderr).toContain('nothing was written')
  expect(status).toBe(1)
})
