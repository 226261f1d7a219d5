import { mkdirSync } from 'node:fs'
import path from 'node:path'
import pc from 'picocolors'
import { describe, expect, test } from 'vitest'
import { runCli } from '../../bin/cli.js'
import type { ConvertRequest, Pipeline, ScanRequest } from '../../bin/pipeline-protocol.js'
import { temporaryFolder } from '../apply/temporary-folder.js'
import { OutcomeBuilder } from '../report/outcome-builder.js'

/** What a command asks the pipeline for in a project with this configuration, and what it prints. */
async function run(config: object, args: string[], below = '.') {
  const folder = temporaryFolder({ 'unblock.config.json': JSON.stringify(config), 'ci.json': '{ "select": ["ci.ts"] }' })
  mkdirSync(path.join(folder, '.git'))
  const cwd = path.join(folder, below)
  mkdirSync(cwd, { recursive: true })
  const asked: Partial<ConvertRequest & ScanRequest>[] = []
  const outcome = new OutcomeBuilder(cwd).build()
  const pipeline: Pipeline = {
    convert: (options) => { asked.push(options); return Promise.resolve(outcome) },
    scan: (options) => { asked.push(options); return Promise.resolve(outcome) },
  }
  let [out, err] = ['', '']
  const terminal = { out: (text: string) => { out += text }, err: (text: string) => { err += text }, colors: pc.createColors(false), width: 100 }
  const [command = '', ...others] = args
  const code = await runCli([command, ...others, '--cwd', cwd], pipeline, terminal)
  return { code, out, err, folder, asked: asked[0] ?? {} }
}

describe('what the configuration says holds', () => {
  test('where the command line says nothing', async () => {
    const config = { select: ['src', 'GET /a'], handlers: true, callers: 'twin', tests: false, includeTests: true, comments: true, guard: false, project: 'tsconfig.app.json' }
    const { asked, folder } = await run(config, ['convert', '-d'])
    expect(asked).toMatchObject({ selectors: ['src', 'GET /a'], handlers: true, callers: 'twin', changeTests: false, includeTests: true, comments: true, guard: false, project: path.join(folder, 'tsconfig.app.json') })
  })

  test.each([
    [['--callers', 'propagate'], { callers: 'propagate' }],
    [['--no-tests=false'], { changeTests: true }],
    [['--comments=false'], { comments: false }],
    [['--no-guard=false'], { guard: true }],
    [['b.ts'], { selectors: ['b.ts'], handlers: false }],
    [['--handlers'], { selectors: [], handlers: true }],
    [['--config', 'ci.json'], { selectors: ['ci.ts'], callers: 'propagate' }],
  ])('and the command line wins: %j', async (args, expected) => {
    const config = { select: ['a.ts'], handlers: false, callers: 'twin', tests: false, comments: true, guard: false }
    expect((await run(config, ['convert', '-d', ...args])).asked).toMatchObject(expected)
  })

  test('unless nobody wants it', async () => {
    const { asked } = await run({ callers: 'twin', rules: { a: { b: 'c' } } }, ['convert', '-d', 'a.ts', '--no-config'])
    expect(asked).toMatchObject({ callers: 'propagate' })
    expect(asked).not.toHaveProperty('known')
  })

  test('for formats, but for --json', async () => {
    expect((await run({ handlers: true, format: 'md' }, ['convert', '-d'])).out).toContain('## ')
    expect(JSON.parse((await run({ handlers: true, format: 'md' }, ['convert', '-d', '--json'])).out)).toMatchObject({ version: 1 })
  })

  test('in a folder below for what lies there', async () => {
    const { asked } = await run({ select: ['packages/api/src', 'packages/web/src', 'GET /a'] }, ['convert', '-d'], 'packages/api')
    expect(asked.selectors).toEqual(['src', 'GET /a'])
  })

  test('for scan, as far as it has such options', async () => {
    const { asked } = await run({ callers: 'twin', project: 'a', rules: { fs: { existsSync: false } } }, ['scan'])
    expect(Object.keys(asked).sort()).toEqual(['cwd', 'known', 'paths', 'project'])
  })
})

test('a wrong configuration is wrong usage, and does not keep anybody from help', async () => {
  expect(await run({ calers: 1 }, ['scan'])).toMatchObject({ code: 2, out: '' })
  expect(await run({ calers: 1 }, ['scan', '--help'])).toMatchObject({ code: 0, err: '' })
  expect(await run({ calers: 1 }, ['scan', '--no-config'])).toMatchObject({ code: 0, err: '' })
})
