import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pc from 'picocolors'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCli } from '../bin/cli.js'
import type { ConvertRequest, Pipeline, ScanRequest } from '../bin/pipeline-protocol.js'
import { wantsColors } from '../bin/terminal.js'
import { UsageError } from '../src/usage-error.js'
import { OutcomeBuilder } from './report/outcome-builder.js'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'unblock-cli-'))
})

afterEach(() => {
  rmSync(root, { recursive: true })
})

/** One route that reads a file, and its conversion. */
function readingRoute(): OutcomeBuilder {
  const before = "export const h = () => fs.readFileSync('a')\n"
  return new OutcomeBuilder(root)
    .file('src/a.ts', before, "export const h = async () => fs.promises.readFile('a')\n")
    .function('src/a.ts#h', 'arrow', before.slice(17, -1))
    .handler('src/a.ts#h', 'GET /a', 'h')
    .use('src/a.ts#h', 'fs.readFileSync')
    .decision('src/a.ts#h', 'convert', [{ kind: 'selected', by: 'GET /a' }])
    .swap('src/a.ts', 'fs.readFileSync')
}

async function run(args: string[], outcome = readingRoute().build()) {
  const asked: (ConvertRequest | ScanRequest)[] = []
  const pipeline: Pipeline = {
    convert: (options) => { asked.push(options); return Promise.resolve(outcome) },
    scan: (options) => { asked.push(options); return Promise.resolve(outcome) },
  }
  let out = ''
  let err = ''
  const code = await runCli(args, pipeline, {
    out: (text) => { out += text },
    err: (text) => { err += text },
    colors: pc.createColors(false),
    width: 100,
  })
  return { code, out, err, asked }
}

describe('the arguments of convert', () => {
  it('reach the pipeline', async () => {
    const { asked } = await run([
      'convert', 'src/a.ts', 'GET /a', '--dry-run', '--include-tests', '--no-tests', '--callers', 'twin', '--comments', '--no-guard', '--parallelize-reads', '--cwd', root, '--project', 'tsconfig.app.json',
    ])
    expect(asked).toEqual([{
      cwd: root, project: 'tsconfig.app.json', selectors: ['src/a.ts', 'GET /a'], handlers: false, includeTests: true, changeTests: false,
      callers: 'twin', comments: true, guard: false, parallelizeReads: true,
    }])
  })

  it('have defaults', async () => {
    const { asked } = await run(['convert', '--handlers', '-d'])
    expect(asked).toEqual([{ cwd: process.cwd(), selectors: [], handlers: true, includeTests: false, changeTests: true, callers: 'propagate', comments: false, guard: true, parallelizeReads: false }])
  })

  it('keep a selector that looks like a number a text', async () => {
    const { asked } = await run(['convert', '404', '-d'])
    expect(asked).toMatchObject([{ selectors: ['404'] }])
  })
})

describe('wrong usage', () => {
  it.each([
    ['nothing selected', ['convert', '-d'], 'Nothing is selected.'],
    ['an empty selector', ['convert', 'a.ts', '', '-d'], 'A selector is empty.'],
    ['a misspelt option', ['convert', '--dry-rum', 'a.ts'], 'Unknown option --dry-rum. Did you mean --dry-run?'],
    ['an option of another command', ['scan', '--handlers'], 'Unknown option --handlers.'],
    ['a misspelt command', ['convrt', 'a.ts'], 'Did you mean convert?'],
    ['no command', [], 'Name a command: convert, scan, explain, undo or init.'],
    ['an option without its value', ['convert', 'a.ts', '--explain'], 'Not enough arguments following: explain'],
    ['an option given twice', ['convert', 'a.ts', '--cwd', '.', '--cwd', '..'], 'Option --cwd is given more than once.'],
    ['a choice that is none', ['convert', 'a.ts', '--callers', 'both'], 'Choices: "propagate", "twin"'],
    ['a folder that is not there', ['scan', '--cwd', 'no/such/folder'], '--cwd names no folder: '],
    ['an unknown function', ['convert', 'a.ts', '--explain', 'src/a.ts#g'], "No function is called 'src/a.ts#g'. The nearest names are:\n  src/a.ts#h"],
  ])('ends with 2 and one message: %s', async (_, args, message) => {
    const { code, out, err } = await run(args)
    expect(err).toContain(message)
    expect(err).not.toContain('    at ')
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })

  it('says what the pipeline says', async () => {
    const refuse = () => Promise.reject(new UsageError("'src/b.ts' matches nothing. Nearest: src/a.ts"))
    let err = ''
    const terminal = { out() {}, err: (text: string) => { err += text }, colors: pc.createColors(false), width: 100 }
    expect(await runCli(['convert', 'src/b.ts', '-d'], { convert: refuse, scan: refuse }, terminal)).toBe(2)
    expect(err).toBe("unblock: 'src/b.ts' matches nothing. Nearest: src/a.ts\n")
  })
})

describe('faults of the tool', () => {
  async function fail(args: string[]) {
    const refuse = () => Promise.reject(new Error('the graph is broken'))
    let err = ''
    const terminal = { out() {}, err: (text: string) => { err += text }, colors: pc.createColors(false), width: 100 }
    return { code: await runCli(args, { convert: refuse, scan: refuse }, terminal), err }
  }

  it('are one line and advice', async () => {
    const { code, err } = await fail(['scan'])
    expect(code).toBe(1)
    expect(err).toBe('unblock: the graph is broken\nThis is a fault in unblock. Run it again with --debug for a stack trace to report.\n')
  })

  it('show the stack with --debug', async () => {
    expect((await fail(['scan', '--debug'])).err).toMatch(/\n {4}at .*cli-arguments/)
  })
})

describe('help', () => {
  it.each([
    [['--help'], 'unblock convert --handlers'],
    [['convert', '--help'], "unblock convert 'POST /users'"],
    [['scan', '--help'], 'unblock scan src/routes --json'],
  ])('of %j teaches by example', async (args, example) => {
    const { code, out } = await run(args)
    expect(code).toBe(0)
    expect(out).toContain('Examples:')
    expect(out).toContain(example)
  })

  it('names --no-tests as it is typed', async () => {
    expect((await run(['convert', '--help'])).out).toContain('--no-tests')
  })
})

describe('convert', () => {
  const before = "export const h = () => fs.readFileSync('a')\n"
  const after = "export const h = async () => fs.promises.readFile('a')\n"

  beforeEach(() => {
    mkdirSync(join(root, 'src'))
    writeFileSync(join(root, 'src/a.ts'), before)
  })

  function text(): string {
    return readFileSync(join(root, 'src/a.ts'), 'utf8')
  }

  it('prints a diff and writes nothing with --dry-run', async () => {
    const { code, out } = await run(['convert', 'GET /a', '-d', '--cwd', root])
    expect(out).toContain(`-${before}+${after}`)
    expect(out).toContain('1 file would change')
    expect({ code, text: text() }).toEqual({ code: 0, text: before })
  })

  it('writes otherwise, and prints no diff', async () => {
    const { code, out } = await run(['convert', 'GET /a', '--cwd', root])
    expect(out).toContain('1 file changed')
    expect(out).not.toContain('+++')
    expect({ code, text: text() }).toEqual({ code: 0, text: after })
  })

  it('saves the plan with --save-plan, in a dry run as well', async () => {
    const outcome = readingRoute().build()
    const { code } = await run(['convert', 'GET /a', '-d', '--save-plan', 'src/plan.json', '--cwd', root], outcome)
    expect(JSON.parse(readFileSync(join(root, 'src/plan.json'), 'utf8'))).toEqual(outcome.plan)
    expect({ code, text: text() }).toEqual({ code: 0, text: before })
  })

  it('explains and writes nothing with --explain', async () => {
    const { code, out } = await run(['convert', 'GET /a', '--explain', 'h', '--cwd', root])
    expect({ code, out, text: text() }).toEqual({
      code: 0, out: "src/a.ts#h becomes async because:\n  it was selected by 'GET /a'\n", text: before,
    })
  })

  it('writes nothing over a file that changed since it was analysed', async () => {
    const outcome = readingRoute().build()
    writeFileSync(join(root, 'src/a.ts'), '// edited\n')
    const { code, out } = await run(['convert', 'GET /a', '--json', '--cwd', root], outcome)
    const json: unknown = JSON.parse(out)
    expect(json).toMatchObject({
      files: [{ path: 'src/a.ts', status: 'stale', diff: '' }],
      flags: [{ code: 'stale-file', file: 'src/a.ts' }],
      handlers: [{ outcome: 'blocked' }],
    })
    expect({ code, text: text() }).toEqual({ code: 1, text: '// edited\n' })
  })

  it('ends with 1 where a selected handler still blocks', async () => {
    const outcome = readingRoute().use('src/a.ts#h', "readFileSync('a')").build()
    const { code, out } = await run(['convert', 'GET /a', '-d'], outcome)
    expect(out).toContain('  partly  GET /a  src/a.ts:1  src/a.ts#h')
    expect(code).toBe(1)
  })

  it('refuses a dirty git tree, unless it is forced to or only looks', async () => {
    execFileSync('git', ['init', '--quiet', root])
    const refused = await run(['convert', 'GET /a', '--cwd', root])
    expect(refused).toMatchObject({ code: 2, out: '', asked: [] })
    expect(refused.err).toContain('  src/a.ts\n')
    expect(text()).toBe(before)
    expect(await run(['convert', 'GET /a', '-d', '--cwd', root])).toMatchObject({ code: 0 })
    expect(await run(['convert', 'GET /a', '--force', '--cwd', root])).toMatchObject({ code: 0 })
    expect(text()).toBe(after)
  })

  it('takes a clean git tree', async () => {
    execFileSync('git', ['init', '--quiet', root])
    execFileSync('git', ['-C', root, 'add', '.'])
    execFileSync('git', ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '--quiet', '-m', 'start'])
    expect(await run(['convert', 'GET /a', '--cwd', root])).toMatchObject({ code: 0, err: '' })
    expect(text()).toBe(after)
  })
})

describe('scan', () => {
  it('lists handlers, or prints JSON', async () => {
    expect((await run(['scan', 'src', '--cwd', root])).out).toContain('GET /a  src/a.ts:1  src/a.ts#h\n  fs.readFileSync  src/a.ts:1\n')
    const json: unknown = JSON.parse((await run(['scan', '--json'])).out)
    expect(json).toMatchObject({ version: 1, handlers: [{ id: 'src/a.ts#h', blocking: [{ api: 'fs.readFileSync', line: 1, column: 24 }] }] })
  })

  it('lists what only tests register with --include-tests', async () => {
    const source = "export const h = () => fs.readFileSync('a')\n"
    const outcome = new OutcomeBuilder(root).file('test/a.ts', source, source, true).function('test/a.ts#h', 'arrow', 'h').handler('test/a.ts#h', 'GET /t', 'h')
    expect((await run(['scan'], outcome.build())).out).toBe('No handlers found.\n')
    expect((await run(['scan', '--include-tests'], outcome.build())).out).toContain('GET /t  test/a.ts:1')
  })

  it('passes its paths on', async () => {
    expect((await run(['scan', 'src', 'lib', '--cwd', root])).asked).toEqual([{ cwd: root, paths: ['src', 'lib'] }])
  })
})

describe('colours', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [{ TERM: 'dumb' }, true, false],
    [{ CI: 'true' }, false, false],
  ])('with %j, on a terminal: %s → %s', (env, isTerminal, expected) => {
    expect(wantsColors(env, isTerminal)).toBe(expected)
  })
})
