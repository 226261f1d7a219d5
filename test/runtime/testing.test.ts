import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const folder = realpathSync(mkdtempSync(join(import.meta.dirname, 'testing-')))
const vitest = resolve(import.meta.dirname, '../../node_modules/vitest/vitest.mjs')
afterAll(() => { rmSync(folder, { recursive: true }) })

interface Outcome {
  passed: string[]
  /** What failed tests say. */
  failed: Record<string, string>
}

writeFileSync(join(folder, 'users.sync.cjs'), `
  exports.add = (n) => n + 1
  exports.work = (ms) => { const end = Date.now() + ms; while (Date.now() < end); }\n`)

/** The same tests for each runner; \`use\` gives those names that a runner does not. */
const tests = (use: string): string => `${use}
function hold(ms) {
  const end = Date.now() + ms
  while (Date.now() < end) Math.sqrt(2)
}
const users = syncToAsync(path, { inline: () => load(path) })

test('short', () => { hold(10) })
test('held', () => { hold(1200) })
test('held later', async () => {
  await new Promise((resolve) => setTimeout(resolve, 20))
  hold(1200)
  await new Promise((resolve) => setTimeout(resolve, 20))
})
test('after held ones', () => {})
test('lost', () => { users.add(1) })
test('lost, though awaited by nobody for a while', async () => { const early = users.add(1); await users.add(2); await early })
test('works elsewhere', async () => { await users.work(1200) })
test('last', async () => { await users.add(1) })
`

/** A function may be inlined into its caller by then, and go by that one's name. */
function expectOutcome({ passed, failed }: Outcome): void {
  expect(passed.sort()).toEqual(['after held ones', 'last', 'lost, though awaited by nobody for a while', 'short', 'works elsewhere'])
  expect(Object.keys(failed).sort()).toEqual(['held', 'held later', 'lost'])
  expect(failed['held']).toMatch(/held for \d+ ms by (hold|\(anonymous\)) at .*rails\.\S*js:\d+/)
  expect(failed['held later']).toMatch(/held for \d+ ms by (hold|\(anonymous\)) at .*rails\.\S*js:\d+/)
  expect(failed['lost']).toMatch(/never awaited: users\.sync\.cjs#add at .*\d+/)
}

function run(options: readonly string[], environment: Record<string, string> = {}): string {
  const { stdout, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8', cwd: folder, env: { PATH: process.env['PATH'], UNBLOCK_SLOW_MS: '800', ...environment } })
  return stdout + stderr
}

describe('a test in which the loop was held or a promise was lost fails, with the place', () => {
  const load = `import { createRequire } from 'node:module'
    import { syncToAsync } from 'unblock-runtime'
    const load = createRequire(import.meta.url)
    const path = load.resolve(${JSON.stringify(join(folder, 'users.sync.cjs'))})`

  test.each(['inline', 'thread'])('in vitest, calls run by %s', (mode) => {
    const root = join(folder, `vitest-${mode}`)
    mkdirSync(root)
    writeFileSync(join(root, 'rails.test.mjs'), tests(`import { test } from 'vitest'\n${load}`))
    writeFileSync(join(root, 'vitest.config.mjs'), "export default { test: { setupFiles: ['unblock-runtime/vitest'], include: ['rails.test.mjs'] } }\n")
    const output = run([vitest, 'run', '--root', root, '--reporter=json'], { SYNC_TO_ASYNC: mode })
    const report = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)) as {
      testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[]
    }
    const results = report.testResults.flatMap(({ assertionResults }) => assertionResults)
    expectOutcome({
      passed: results.filter(({ status }) => status === 'passed').map(({ title }) => title),
      failed: Object.fromEntries(results.filter(({ status }) => status === 'failed').map(({ title, failureMessages }) => [title, failureMessages.join('\n')])),
    })
    expect(output).toMatch(/rails\.test\.mjs:\d+/)
  })

  test.each([
    ['ES modules', 'rails.mjs', `import { afterEach, beforeEach, test } from 'node:test'\nimport { watchTests } from 'unblock-runtime/testing'\n${load}\nwatchTests({ beforeEach, afterEach })\n`],
    ['CommonJS', 'rails.cjs', `const { afterEach, beforeEach, test } = require('node:test')
      require('unblock-runtime/testing').watchTests({ beforeEach, afterEach })
      const { syncToAsync } = require('unblock-runtime')
      const load = require
      const path = require.resolve('./users.sync.cjs')`],
  ])('in node:test, %s', (_, name, use) => {
    writeFileSync(join(folder, name), tests(use))
    const output = run(['--test-reporter=tap', join(folder, name)])
    const parts = output.split(/^# Subtest: /m).slice(1)
    const titled = parts.map((part): [string, string] => [part.slice(0, part.indexOf('\n')), part])
    expectOutcome({
      passed: titled.filter(([, part]) => /^ok /m.test(part)).map(([title]) => title),
      failed: Object.fromEntries(titled.filter(([, part]) => /^not ok /m.test(part))),
    })
  })
})
