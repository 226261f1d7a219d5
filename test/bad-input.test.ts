import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './apply/temporary-folder.js'
import { cli, runCommand } from './support/cli.js'
import { readFolder } from './support/folder.js'

const manifest = '{ "dependencies": { "express": "^5.0.0" } }\n'
const app = `const express = require('express')
const fs = require('fs')
const app = express()
app.get('/a', (req, res) => { res.send(fs.readFileSync('a', 'utf8')) })
app.get('/idle', (req, res) => { res.send('idle') })
`
const converted = app.replace('(req, res) => { res.send(fs.readFileSync', 'async (req, res) => { res.send(await fs.promises.readFile')
const latin1 = Buffer.from("exports.load = () => require('fs').readFileSync('caf\xe9')\n", 'latin1')
const isRoot = process.getuid?.() === 0

function project(more: Record<string, string | Buffer> = {}): string {
  return temporaryFolder({ 'package.json': manifest, 'src/app.js': app, ...more })
}

function textOf(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

describe('what cannot be read', () => {
  it('is flagged, and the rest is converted', () => {
    const root = project({
      'src/broken.js': 'const x = {\n  fs.readFileSync(\n',
      'src/latin.js': latin1,
      'src/empty.js': '',
      'src/folder.js/inside.js': 'exports.x = 1\n',
      'sub/package.json': '{ "name":',
      'sub/index.js': 'exports.y = 1\n',
    })
    symlinkSync('nowhere.js', join(root, 'src/dangling.js'))
    symlinkSync('itself.js', join(root, 'src/itself.js'))
    symlinkSync('..', join(root, 'src/loop'))
    const before = readFolder(root)
    const { code, out, err } = runCommand(root, ['convert', '--handlers'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^1 file changed: /)
    expect(out.match(/^ {2}\S+ {2}(syntax-error|unreadable-file|project-error)$/gm)).toEqual([
      '  src/broken.js:2:5  syntax-error', '  src/latin.js:1:1  unreadable-file', '  sub/package.json:1:1  project-error',
    ])
    expect(readFolder(root)).toEqual(new Map(before).set('src/app.js', Buffer.from(converted)))
  })

  it.each([
    ['src/broken.js', 'This file could not be parsed'],
    ['src/latin.js', 'src/latin.js is not UTF-8 text.'],
  ])('ends with 1 where it was asked for by name: %s', (file, message) => {
    const root = project({ 'src/broken.js': 'const x = {\n', 'src/latin.js': latin1 })
    const { code, out, err } = runCommand(root, ['convert', file])
    expect(out).toMatch(/^No file was changed\.\n/)
    expect(out).toContain(message)
    expect({ code, err }).toEqual({ code: 1, err: '' })
  })

  it('is all that there is', () => {
    const root = temporaryFolder({ 'app.js': 'const x = {\n' })
    expect(runCommand(root, ['scan'])).toMatchObject({ code: 0, out: expect.stringContaining('app.js:2:1  This file could not be parsed') as unknown })
    expect(runCommand(root, ['convert', '--handlers'])).toEqual({
      code: 2, out: '', err: expect.stringMatching(/^unblock: No handlers were found\..*\nThis could not be read:\n {2}app\.js: '}' expected\.\n$/) as unknown,
    })
  })

  it.skipIf(isRoot)('may be a matter of permissions', () => {
    const root = project({ 'src/secret.js': 'exports.x = 1\n' })
    chmodSync(join(root, 'src/secret.js'), 0)
    const { code, out } = runCommand(root, ['convert', 'src/secret.js'])
    expect(out).toContain('src/secret.js:1:1  unreadable-file')
    expect(code).toBe(1)
  })
})

describe('a configuration that is wrong', () => {
  it.each([
    ['extends a missing file', '{ "extends": "./missing.json", "compilerOptions": { "allowJs": true } }', /Cannot read file '.*missing\.json'/],
    ['is not JSON', '{ "compilerOptions": { "allowJs": true,', /'}' expected/],
    ['refers to what is no project', '{ "references": [{ "path": 3 }], "compilerOptions": { "allowJs": true } }', /'reference\.path' requires/],
  ])('is flagged, and read as far as it goes: it %s', (_, tsconfig, message) => {
    const root = project({ 'tsconfig.json': tsconfig })
    const { code, out, err } = runCommand(root, ['convert', '--handlers'])
    expect(out).toContain('tsconfig.json:1:1  project-error')
    expect(out).toMatch(message)
    expect({ code, err, text: textOf(root, 'src/app.js') }).toEqual({ code: 0, err: '', text: converted })
  })

  it('may be missing altogether', () => {
    const server = "require('node:http').createServer((req, res) => { res.end(require('fs').readFileSync('a')) }).listen(1)\n"
    const root = temporaryFolder({ 'server.js': server })
    expect(runCommand(root, ['convert', '--handlers'])).toMatchObject({ code: 0, err: '' })
    expect(textOf(root, 'server.js')).toContain("async (req, res) => { res.end(await require('fs').promises.readFile('a')) }")
  })
})

describe('wrong usage ends with 2 and says what to do', () => {
  it.each([
    ['a --project that is not there', ['scan', '--project', 'nope.json'], '--project: there is no '],
    ['a --project that is no JSON', ['scan', '--project', 'src/app.js'], "src/app.js is not a tsconfig: '{' expected."],
    ['a --project without files', ['scan', '--project', 'tsconfig.none.json'], '--project tsconfig.none.json has no TypeScript or JavaScript files.'],
    ['nothing selected', ['convert'], 'Nothing is selected. Name a file, a function or a route, or pass --handlers'],
    ['an empty selector', ['convert', ''], 'A selector is empty.'],
    ['a file that is not there', ['convert', 'src/ap.js'], "Nothing matches 'src/ap.js'. Nearest: src/app.js.\n"],
    ['a glob without matches', ['convert', 'src/*.tsx'], "Nothing matches 'src/*.tsx'. Nearest: src/app.js.\n"],
    ['a folder of a scan that is not there', ['scan', 'scr'], "Nothing matches 'scr'. Nearest: src/app.js.\n"],
    ['a function that is not there', ['convert', 'src/app.js#lode'], "Nothing matches 'src/app.js#lode'. Nearest: src/app.js#load, "],
    ['a function without its file', ['convert', '#load'], "'#load' names no file. Put it first: "],
    ['a route that is not there', ['convert', 'GET /b'], "Nothing matches 'GET /b'. Nearest: GET /a, GET /idle.\n"],
    ['a route without its method', ['convert', '/idle'], "Nothing matches '/idle'. Nearest: GET /idle, "],
    ['a plan in a folder that is not there', ['convert', '--handlers', '-d', '--save-plan', 'no/plan.json'], '--save-plan: the plan could not be written. ENOENT'],
  ])('%s', (_, args, message) => {
    const root = project({ 'src/app.js': `${app}exports.load = () => fs.readFileSync('b')\n`, 'tsconfig.none.json': '{ "include": ["none"] }' })
    const { code, out, err } = runCommand(root, args)
    expect(err).toContain(message)
    expect(err).not.toContain('    at ')
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })

  it('a --cwd that is a file', () => {
    const file = join(project(), 'package.json')
    expect(runCommand(file, ['scan'])).toEqual({ code: 2, out: '', err: `unblock: --cwd names no folder: ${file}\n` })
  })

  it('a folder without sources', () => {
    const root = temporaryFolder({ 'notes.txt': 'none' })
    expect(runCommand(root, ['convert', '--handlers'])).toEqual({
      code: 2, out: '', err: `unblock: There are no TypeScript or JavaScript files in ${root}. Name another folder with --cwd.\n`,
    })
  })
})

describe('nothing to do', () => {
  it.each([
    ['src/idle.js', /^No file was changed: nothing blocks in what was selected\.\n$/],
    ['GET /idle', /^No file was changed: nothing blocks in what was selected\.\n\nHandlers\n {2}1 in which nothing blocks\n$/],
  ])('is said plainly and ends with 0: %s', (selector, said) => {
    const root = project({ 'src/idle.js': 'exports.x = () => 1\n' })
    const { code, out, err } = runCommand(root, ['convert', selector])
    expect(out).toMatch(said)
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })
})

describe('files that are unlike others', () => {
  it('a generated one of 5 MB', () => {
    const lines = Array.from({ length: 80_000 }, (_, index) => `exports.f${index} = (a) => ({ key: ${index}, name: 'value' }).name + a\n`)
    const root = project({ 'src/generated.js': lines.join('') })
    expect(runCommand(root, ['convert', 'src'])).toMatchObject({ code: 0, err: '' })
    expect(textOf(root, 'src/app.js')).toBe(converted)
  })

  it('one that is known under two names is changed once, under its own', () => {
    const root = project()
    symlinkSync('app.js', join(root, 'src/link.js'))
    const { code, out } = runCommand(root, ['convert', 'src/link.js'])
    expect(out).toMatch(/^1 file changed: /)
    expect({ code, text: textOf(root, 'src/app.js') }).toEqual({ code: 0, text: converted })
    expect(lstatSync(join(root, 'src/link.js')).isSymbolicLink()).toBe(true)
  })

  it('one that is read-only, so that nothing is written', () => {
    const root = project({ 'src/other.js': app })
    chmodSync(join(root, 'src/other.js'), 0o444)
    const before = readFolder(root)
    expect(runCommand(root, ['convert', '--handlers'])).toEqual({ code: 1, out: '', err: 'unblock: Nothing was written:\n  src/other.js: it is read-only\n' })
    expect(readFolder(root)).toEqual(before)
  })

  it.skipIf(isRoot)('one in a folder that is read-only', () => {
    const root = project()
    mkdirSync(join(root, 'out'))
    chmodSync(join(root, 'src'), 0o555)
    const { code, err } = runCommand(root, ['convert', '--handlers'])
    chmodSync(join(root, 'src'), 0o755)
    expect(err).toMatch(/^unblock: Nothing was written:\n {2}src\/app\.js: EACCES/)
    expect({ code, text: textOf(root, 'src/app.js') }).toEqual({ code: 1, text: app })
  })
})

describe('Ctrl-C', () => {
  it('ends a run with 130 and leaves the files as they are', async () => {
    const root = project()
    const before = readFolder(root)
    const child = spawn(process.execPath, [cli, 'convert', '--handlers', '--debug', '--cwd', root])
    const ended = once(child, 'exit')
    let err = ''
    for await (const chunk of child.stderr) {
      err += String(chunk)
      // Also more than once, as an impatient person does.
      if (err.includes('Starting')) child.kill('SIGINT')
    }
    expect(await ended).toEqual([130, null])
    expect(err).not.toContain('    at ')
    expect(readFolder(root)).toEqual(before)
  })
})
