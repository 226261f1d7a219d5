import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test, vi } from 'vitest'
import { applyEdits } from '../src/apply/apply-edits.js'
import type { TextEdit } from '../src/model/result.js'
import { temporaryFolder } from './apply/temporary-folder.js'
import { cli } from './support/cli.js'
import { readFolder } from './support/folder.js'

// Each test starts the built command, some of them several times.
vi.setConfig({ testTimeout: 300_000 })

interface Printed {
  files: { path: string; text: string; edits: TextEdit[] }[]
}

const saved = "const { load } = require('./load')\n\nexports.show = () => load('a')\n"
const load = "const fs = require('node:fs')\n\nexports.load = (name) => fs.readFileSync(name, 'utf8')\n"
const unsaved = load.replace('exports.load =', '// ü: not saved yet\nexports.load =')

function convert(args: string[], input: string) {
  const root = temporaryFolder({ 'package.json': '{}', 'src/app.js': saved, 'src/load.js': load })
  const before = readFolder(root)
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'convert', '--cwd', root, ...args], { encoding: 'utf8', input })
  expect(readFolder(root)).toEqual(before)
  return { status, stdout, stderr }
}

test('the text from stdin is converted, with what has to follow, and nothing is written', () => {
  const { status, stdout, stderr } = convert(['--stdin-filepath', 'src/load.js'], unsaved)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const printed = JSON.parse(stdout) as Printed
  const schema = JSON.parse(readFileSync(new URL('../docs/convert-json.schema.json', import.meta.url), 'utf8')) as object
  const ajv = new Ajv2020({ strict: true })
  expect([ajv.validate(schema, printed), ajv.errors]).toEqual([true, null])
  const files = new Map(printed.files.map((file) => [file.path, file]))
  expect(files.get('src/load.js')?.text).toBe("const fs = require('node:fs')\n\n// ü: not saved yet\nexports.load = async (name) => fs.promises.readFile(name, 'utf8')\n")
  expect(applyEdits(unsaved, files.get('src/load.js')?.edits ?? [])).toBe(files.get('src/load.js')?.text)
  expect(files.get('src/app.js')?.text).toContain("async () => load('a')")
})

test('a selector chooses in that text', () => {
  const { stdout } = convert(['--stdin-filepath', 'src/load.js', 'src/load.js#other'], `${unsaved}\nexports.other = () => fs.statSync('b')\n`)
  const { files } = JSON.parse(stdout) as Printed
  expect(files).toMatchObject([{ path: 'src/load.js' }])
  expect(files[0]?.text).toContain('exports.load = (name) =>')
})

test('a text that does not parse is told by a flag', () => {
  const { status, stdout } = convert(['--stdin-filepath', 'src/load.js'], 'exports.load = (\n')
  expect(status).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({ flags: [{ code: 'syntax-error', file: 'src/load.js' }] })
})

test.each([
  ['a file that is not there', ['--stdin-filepath', 'src/none.js'], '--stdin-filepath names no file of the project: src/none.js.'],
  ['another format', ['--stdin-filepath', 'src/load.js', '--format', 'md'], '--stdin-filepath prints JSON.'],
  ['tests', ['--stdin-filepath', 'src/load.js', '--test', 'true'], 'Leave out --dry-run, --explain and --stdin-filepath.'],
])('wrong usage: %s', (_, args, message) => {
  const { status, stdout, stderr } = convert(args, unsaved)
  expect(stderr).toContain(message)
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
})
