import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { JestChaiExpect, JestExtend } from '@vitest/expect'
import { fn, spyOn } from '@vitest/spy'
import * as chai from 'chai'
import { startVitest } from 'vitest/node'
import { folder, load } from './drive.mjs'

/** Runs test files under Vitest itself, and prints what became of each test. */
export async function runVitest() {
  const vitest = await startVitest('test', [], { root: folder, config: false, watch: false, reporters: [{}] })
  for (const file of vitest.state.getTestModules()) {
    for (const test of file.children.allTests()) report(test.fullName, test.result())
    for (const { message } of file.errors()) console.log(message)
  }
  process.exitCode = 0
  await vitest.close()
}

function report(name, { state, errors = [] }) {
  console.log([state, name, ...errors.map(({ message }) => message.split('\n')[0])].join(': '))
}

/** Runs test files under Node's own runner, and prints what became of each test. */
export function runNodeTests(...files) {
  for (const file of files) {
    const out = run(['--test-reporter=tap', join(folder, file)])
    for (const line of out.split('\n')) if (/^\s*(not )?ok\b|^\s*error:/.test(line)) console.log(line.replace(/ # .*/, ''))
  }
}

function run(args) {
  try {
    return execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch ({ stdout, stderr }) {
    if (stdout === '') throw new Error(stderr)
    return stdout
  }
}

/** The `this` of Mocha's callbacks, as far as tests need it. */
const suite = { timeout() {} }

/** Runs test files that use the globals of Mocha or Jest one test after the other, with an `expect` that has the matchers of Jest and of chai. */
export async function runWithGlobals(...files) {
  const tests = []
  const hooks = { before: [], beforeEach: [], afterEach: [], after: [] }
  const names = []
  const it = (name, run) => tests.push({ name: [...names, name].join(' > '), run })
  it.each = (rows) => (name, run) => rows.forEach((row, index) => it(`${name} ${index}`, (...more) => run(...[row].flat(), ...more)))
  const describe = (name, body) => {
    names.push(name)
    const result = body.call(suite)
    names.pop()
    if (result !== undefined) console.log(`describe ${name} returned a value`)
  }
  chai.use(JestExtend)
  chai.use(JestChaiExpect)
  Object.assign(globalThis, {
    it, test: it, specify: it, describe, context: describe, expect: chai.expect, jest: { fn, spyOn },
    before: (run) => hooks.before.push(run), beforeAll: (run) => hooks.before.push(run), beforeEach: (run) => hooks.beforeEach.push(run),
    after: (run) => hooks.after.push(run), afterAll: (run) => hooks.after.push(run), afterEach: (run) => hooks.afterEach.push(run),
  })
  for (const file of files) await load(file)
  for (const run of hooks.before) await call(run)
  for (const { name, run } of tests) {
    try {
      for (const hook of hooks.beforeEach) await call(hook)
      await call(run)
      for (const hook of hooks.afterEach) await call(hook)
      console.log(`ok ${name}`)
    } catch (error) {
      console.log(`not ok ${name}: ${error.message}`)
    }
  }
  for (const run of hooks.after) await call(run)
}

/** As Mocha calls a test: one that takes `done` must not return a promise as well. */
async function call(run) {
  if (run.length === 0) return run.call(suite)
  await new Promise((resolve, reject) => {
    const result = run.call(suite, (error) => { error ? reject(error) : resolve() })
    if (typeof result?.then === 'function') reject(new Error('Resolution method is overspecified.'))
  })
}
