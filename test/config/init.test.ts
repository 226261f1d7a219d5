import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pc from 'picocolors'
import { describe, expect, test } from 'vitest'
import { runCli } from '../../bin/cli.js'
import type { Pipeline } from '../../bin/pipeline-protocol.js'
import { loadConfig } from '../../src/config/load-config.js'
import { convert, scan } from '../../src/pipeline.js'
import { temporaryFolder } from '../apply/temporary-folder.js'

const pipeline: Pipeline = { convert: (options) => Promise.resolve(convert(options)), scan: (options) => Promise.resolve(scan(options)) }

async function init(folder: string) {
  const said = { out: '', err: '' }
  const terminal = { out: (text: string) => { said.out += text }, err: (text: string) => { said.err += text }, colors: pc.createColors(false), width: 100 }
  return { code: await runCli(['init', '--cwd', folder], pipeline, terminal), ...said }
}

/** The only configuration in a folder. */
function written(folder: string): { name: string; text: string } {
  const [name = '', ...others] = readdirSync(folder).filter((file) => file.startsWith('unblock.config.'))
  expect(others).toEqual([])
  return { name, text: readFileSync(path.join(folder, name), 'utf8') }
}

const app = `const http = require('http')
const Database = require('better-sqlite3')
const db = new Database('app.db')
http.createServer((req, res) => { res.end(JSON.stringify(db.prepare('SELECT 1').all())) }).listen(0)
`

describe('unblock init', () => {
  test('says in a CommonJS project what it found and what comes next', async () => {
    const folder = temporaryFolder({ 'package.json': '{}', 'app.js': app, 'test/app.test.js': '' })
    const { code, out, err } = await init(folder)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^Wrote unblock\.config\.js\.\n\nNext:\n {2}npx unblock scan /)
    expect(written(folder)).toEqual({
      name: 'unblock.config.js',
      text: `/** @type {import('unblock').UnblockConfig} */
module.exports = {
  // Found: 1 handler of http, work on databases through better-sqlite3, 1 test file.
  // What \`unblock convert\` converts when it is given no selector: every handler.
  handlers: true,
  // Callers that nobody selected become async as well; 'twin' leaves them, beside an async twin of what they share.
  callers: 'propagate',
  // Tests that call what becomes async follow.
  tests: true,
}
`,
    })
    expect((await loadConfig(folder))?.config).toEqual({ handlers: true, callers: 'propagate', tests: true })
  })

  test('writes TypeScript for TypeScript, with a selection to fill in where there are no handlers', async () => {
    const folder = temporaryFolder({ 'package.json': '{}', 'jobs.ts': 'export const one = 1\n' })
    expect((await init(folder)).code).toBe(0)
    expect(written(folder)).toEqual({
      name: 'unblock.config.ts',
      text: `import { defineConfig } from 'unblock'

export default defineConfig({
  // Found: no handlers, no work on databases, 0 test files.
  // What \`unblock convert\` converts when it is given no selector: files, folders, globs, file#function.
  select: [],
})
`,
    })
    expect((await loadConfig(folder))?.config).toEqual({ select: [] })
  })

  test('exports from a module where the package has modules', async () => {
    const folder = temporaryFolder({ 'package.json': '{ "type": "module" }', 'a.js': '' })
    expect((await init(folder)).code).toBe(0)
    expect(written(folder).text).toContain('\nexport default {\n')
  })

  test.each(['unblock.config.json', 'unblock.config.js'])('leaves %s alone', async (name) => {
    const folder = temporaryFolder({ 'package.json': '{}' })
    writeFileSync(path.join(folder, name), 'mine')
    const { code, err } = await init(folder)
    expect({ code, err }).toEqual({ code: 2, err: `unblock: There is a configuration already, which stays as it is: ${path.join(folder, name)}\n` })
    expect(written(folder)).toEqual({ name, text: 'mine' })
  })
})
