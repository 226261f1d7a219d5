import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readMarked } from './marked.js'

const run = promisify(execFile)
const repository = path.resolve(import.meta.dirname, '../..')
const { source, changes } = readMarked('\'use strict\'\r\nexports.load = «async:() => «await:f()».x»\r\n')
const text = `\uFEFF${source}`
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'unblock-jscodeshift-'))
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }')
  await symlink(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'))
  // As the package is built, but no more of it than the transform.
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({
    extends: path.join(repository, 'tsconfig.build.json'),
    compilerOptions: { rootDir: repository, outDir: 'dist' },
    include: [],
    files: ['sync-to-async.ts', 'jscodeshift-parser.d.ts'].map((file) => path.join(repository, 'transforms', file)),
  }))
  await run('npx', ['tsc', '-p', folder], { cwd: repository })
  await mkdir(path.join(folder, 'project/src'), { recursive: true })
  const sha256 = createHash('sha256').update(text).digest('hex')
  const files = ['src/a.cjs', 'src/stale.cjs'].map((file) => ({ file, sha256, changes }))
  await writeFile(path.join(folder, 'plan.json'), JSON.stringify({ version: 1, selection: [], decisions: [], files, flags: [], leftAloneAtStartup: [] }))
  await writeFile(path.join(folder, 'project/src/a.cjs'), text)
  await writeFile(path.join(folder, 'project/src/stale.cjs'), `${text}// edited\r\n`)
  await writeFile(path.join(folder, 'project/src/other.cjs'), text)
}, 120_000)

afterAll(async () => {
  await rm(folder, { recursive: true })
})

it('runs a saved plan, and refuses a file that is not the analysed one', async () => {
  const files = ['a', 'stale', 'other'].map((name) => path.join(folder, `project/src/${name}.cjs`))
  const { stdout } = await run('npx', [
    'jscodeshift', '--no-babel', '--run-in-band', '-t', path.join(folder, 'dist/transforms/sync-to-async.js'),
    '--plan', path.join(folder, 'plan.json'), '--root', path.join(folder, 'project'), ...files,
  ], { cwd: repository })
  expect(stdout).toContain('src/stale.cjs is not the file that was analysed')
  const [changed, stale, other] = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  expect(changed).toBe('\uFEFF\'use strict\'\r\nexports.load = async () => (await f()).x\r\n')
  expect(stale).toBe(`${text}// edited\r\n`)
  expect(other).toBe(text)
})
