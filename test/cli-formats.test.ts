import pc from 'picocolors'
import { describe, expect, it } from 'vitest'
import { runCli } from '../bin/cli.js'
import { flagPage } from '../bin/package-files.js'
import { flagCodes } from '../src/flags/index.js'
import type { FlagCode } from '../src/model/flag.js'
import type { SarifLog } from '../src/report/sarif.js'
import { OutcomeBuilder } from './report/outcome-builder.js'

/** A conversion that is done, with one flag. */
function outcomeWith(code: FlagCode) {
  const builder = new OutcomeBuilder().file('a.ts', 'load()\n', 'await load()\n')
  return builder.flag(code, builder.place('a.ts', 'load()'), { function: 'load', to: 'on', api: 'x', why: 'y' }).build()
}

async function run(args: string[], code: FlagCode = 'escapes') {
  const pipeline = { convert: () => Promise.resolve(outcomeWith(code)), scan: () => Promise.resolve(outcomeWith(code)) }
  let out = ''
  let err = ''
  const exitCode = await runCli(['convert', 'a.ts', '-d', ...args], pipeline, {
    out: (text) => { out += text },
    err: (text) => { err += text },
    colors: pc.createColors(false),
    width: 100,
  })
  return { exitCode, out, err }
}

describe('--format', () => {
  it('text is the default: a diff and a summary', async () => {
    const { out } = await run([])
    expect(out).toMatch(/^diff --git [^]*\n1 file would change: [^]*\nTo review: /)
    expect((await run(['--format', 'text'])).out).toBe(out)
  })

  it('json is --json', async () => {
    const { out } = await run(['--json'])
    expect(JSON.parse(out)).toMatchObject({ version: 1, flags: [{ code: 'escapes' }] })
    expect((await run(['--format', 'json'])).out).toBe(out)
    expect((await run(['--format', 'json', '--json'])).out).toBe(out)
  })

  it('sarif has the version and the pages of the package', async () => {
    const log = JSON.parse((await run(['--format', 'sarif'])).out) as SarifLog
    expect(log.runs[0]?.tool.driver).toMatchObject({ version: '0.1.0', rules: [{ id: 'escapes', help: { markdown: flagPage('escapes') } }] })
    expect(log.runs[0]?.tool.driver.rules[0]?.shortDescription.text).toBe('A function that blocks is also handed to code that cannot be seen from here.')
  })

  it('md is for a pull request', async () => {
    expect((await run(['--format', 'md'])).out).toMatch(/^## unblock: 1 file would change\n/)
  })

  it.each([
    [['--format', 'html'], 'Choices: "text", "json", "sarif", "md"'],
    [['--json', '--format', 'md'], '--json and --format md ask for two formats.'],
    [['--format'], 'Not enough arguments following: format'],
  ])('refuses %j', async (args, message) => {
    const { exitCode, out, err } = await run(args)
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' })
    expect(err).toContain(message)
  })

  it.each(flagCodes)('finds the page on %s', (code) => {
    expect(flagPage(code)).toContain(`# ${code}\n`)
  })
})

describe('--fail-on', () => {
  it.each([
    ['blocking-call-left', [], 1],
    ['blocking-call-left', ['--fail-on', 'blocks'], 1],
    ['blocking-call-left', ['--fail-on', 'review'], 1],
    ['escapes', [], 0],
    ['escapes', ['--fail-on', 'blocks'], 0],
    ['escapes', ['--fail-on', 'review'], 1],
  ] as const)('%s with %j ends with %i', async (code, args, exitCode) => {
    expect(await run([...args], code)).toMatchObject({ exitCode, err: '' })
  })

  it('takes no other severity', async () => {
    expect(await run(['--fail-on', 'note'])).toMatchObject({ exitCode: 2, out: '' })
  })
})

describe('unblock explain', () => {
  async function explain(...args: string[]) {
    let out = ''
    let err = ''
    const none = () => Promise.reject(new Error('nothing is analysed'))
    const exitCode = await runCli(['explain', ...args], { convert: none, scan: none }, {
      out: (text) => { out += text }, err: (text) => { err += text }, colors: pc.createColors(false), width: 100,
    })
    return { exitCode, out, err }
  }

  it.each(flagCodes)('prints the page on %s', async (code) => {
    expect(await explain(code)).toEqual({ exitCode: 0, out: flagPage(code), err: '' })
  })

  it('lists all flags, with their severity and what they mean', async () => {
    const { exitCode, out } = await explain()
    expect(exitCode).toBe(0)
    expect(out.split('\n').flatMap((line) => /^(\S+) +(?:blocks|review|note) +[A-Z].*\.$/.exec(line)?.[1] ?? [])).toEqual([...flagCodes])
  })

  it('knows what was meant', async () => {
    expect(await explain('check-than-act')).toEqual({ exitCode: 2, out: '', err: 'unblock: There is no flag check-than-act. Did you mean check-then-act?\n' })
  })

  it('is what a report names for more', async () => {
    expect((await run([])).out).toContain('\n    More: unblock explain escapes\n')
    expect((await run(['--format', 'md'])).out).toContain(' More: `unblock explain escapes`\n')
  })
})
