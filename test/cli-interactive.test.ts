import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cli, runCommand } from './support/cli.js'
import { type Files, inFolderOf, readFolder } from './support/folder.js'

const script = resolve(import.meta.dirname, 'support/in-terminal.py')
const hasPython = spawnSync('python3', ['-c', 'import pty, os; os.waitstatus_to_exitcode']).status === 0
if (!hasPython) console.warn('The tests of --interactive in a terminal are skipped: they need python3, 3.9 or later, and its module pty.')

/** The end of the list of answers, after which a key is heard. */
const shown = 'Quit'
const [enter, down, ctrlC] = ['\r', '\u001B[B', '\u0003']

const input: Files = new Map([
  ['package.json', '{ "type": "module", "dependencies": { "express": "^5.0.0" } }\n'],
  ['app.js', [
    "import { readFileSync } from 'node:fs'", "import express from 'express'", '', 'export const app = express()', '',
    "app.get('/a', (req, res) => {", "  res.send(readFileSync('a.txt', 'utf8'))", '})', '',
    "app.get('/b', (req, res) => {", "  res.send(readFileSync('b.txt', 'utf8'))", '})', '',
  ].join('\n')],
].map(([path = '', text = '']) => [path, Buffer.from(text)]))

/** The application with the first handler converted. */
const converted = (input.get('app.js') ?? '').toString()
  .replace("from 'node:fs'\n", "from 'node:fs'\nimport { readFile } from 'node:fs/promises'\n")
  .replace("app.get('/a', (", "app.get('/a', async (")
  .replace("readFileSync('a.txt', 'utf8')", "await readFile('a.txt', 'utf8')")

function inTerminal(keys: readonly string[], ...args: string[]) {
  return inFolderOf(input, (folder) => {
    const steps = JSON.stringify(keys.map((typed) => [shown, typed]))
    const command = [process.execPath, cli, 'convert', '--handlers', '--interactive', '--force', '--cwd', folder, ...args]
    const { status, stdout } = spawnSync('python3', [script, steps, ...command], { encoding: 'utf8', timeout: 60_000, env: { ...process.env, NO_COLOR: '1', TERM: 'xterm', CI: '' } })
    const text = () => readFolder(folder).get('app.js')?.toString()
    const left = text()
    return { code: status, out: stdout, text: left, undone: runCommand(folder, ['undo']).code === 0 && text() }
  })
}

describe.runIf(hasPython)('--interactive in a terminal', { timeout: 90_000 }, () => {
  it('converts what was accepted, in one run that can be undone', async () => {
    const { code, out, text, undone } = await inTerminal([enter, down + enter])
    expect(out).toContain('1 of 2: convert GET /a (app.js:6)?')
    expect(out).toContain('2 of 2: convert GET /b (app.js:10)?')
    expect(out).toContain('1 file changed')
    expect({ code, text, undone }).toEqual({ code: 0, text: converted, undone: input.get('app.js')?.toString() })
  })

  it('writes nothing with --dry-run', async () => {
    const { code, out, text } = await inTerminal([enter, down + enter], '--dry-run')
    expect(out).toContain('1 file would change')
    expect({ code, text }).toEqual({ code: 0, text: input.get('app.js')?.toString() })
  })

  it('asks about those that --top chose, and has the tests judge what was accepted', async () => {
    const { code, out, text } = await inTerminal([enter, down + enter], '--top', '2', '--test', 'node --check app.js')
    expect(out).toMatch(/2 of 2: convert GET \/b[^]*Tests before the conversion: passed[^]*Tests after the conversion: as before/)
    expect({ code, text }).toEqual({ code: 0, text: converted })
  })

  it('leaves out what was accepted and fails the tests', async () => {
    const { code, out, text } = await inTerminal([enter, down + enter], '--test', 'grep -q readFileSync.*a.txt app.js')
    expect(out).toContain('test-failed')
    expect({ code, text }).toEqual({ code: 1, text: input.get('app.js')?.toString() })
  })

  it('writes nothing after Ctrl-C, and ends with 130', async () => {
    const { code, out, text } = await inTerminal([enter, ctrlC])
    expect(out).toContain('unblock: Nothing was written.')
    expect({ code, text }).toEqual({ code: 130, text: input.get('app.js')?.toString() })
  })
})

it.each([
  ['--json', ['--json']],
  ['--format md', ['--format', 'md']],
])('prints nothing for a program, as %s asks for', async (named, asked) => {
  await inFolderOf(input, (folder) => {
    const { code, out, err } = runCommand(folder, ['convert', '--handlers', '--interactive', '--force', ...asked])
    expect({ code, out, err }).toEqual({
      code: 2, out: '',
      err: `unblock: --interactive asks where it prints, so that ${named} would stand among its questions. Leave out one of the two.\n`,
    })
  })
})

it('needs a terminal', async () => {
  await inFolderOf(input, (folder) => {
    const { code, out, err } = runCommand(folder, ['convert', '--handlers', '--interactive', '--force'])
    expect({ code, out, err }).toEqual({
      code: 2, out: '',
      err: 'unblock: --interactive asks at a terminal, and stdin or stdout is none. Look with --dry-run instead, and name the handlers to convert.\n',
    })
  })
})
