import { execFile } from 'node:child_process'
import { mkdir, symlink } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { runCommand } from './support/cli.js'
import { type Files, inFolderOf, readFolder } from './support/folder.js'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '..')

/** The demo, with what it does not have: CommonJS, a byte order mark, CRLF, no semicolons, and an Express 4 of its own. */
const input: Files = new Map([
  ...[...readFolder(resolve(root, 'fixtures/demo'))].filter(([path]) => !path.startsWith('dist/')),
  ['old/package.json', Buffer.from('{ "dependencies": { "express": "^4.0.0" } }\n')],
  ['old/app.cjs', Buffer.from(
    "\uFEFF'use strict'\r\nconst { readFileSync } = require('fs')\r\nconst app = require('express')()\r\n"
    + "app.get('/old', (req, res) => {\r\n  res.send(readFileSync('a'))\r\n})\r\n",
  )],
])

it('saves a plan that jscodeshift makes the same of as convert, but for new files and the manifest, which only convert writes', async () => {
  const converted = await inFolderOf(input, (folder) => {
    expect(runCommand(folder, ['convert', '--handlers', '--force'])).toMatchObject({ err: '' })
    return readFolder(folder)
  })
  const transformed = await inFolderOf(input, async (folder) => {
    expect(runCommand(folder, ['convert', '--handlers', '--dry-run', '--save-plan', 'plan.json'])).toMatchObject({ err: '' })
    expect(textsOf(readFolder(folder)), 'a dry run').toEqual({ ...textsOf(input), 'plan.json': expect.stringMatching(/^\{\n {2}"version": 1,\n/) as unknown })
    await runJscodeshift(folder)
    return readFolder(folder)
  })
  transformed.delete('plan.json')
  const added = [...converted.keys()].filter((path) => !input.has(path))
  expect(added).toEqual(['old/forward-rejection.cjs', 'src/lib/workspaces.async.ts', 'src/routes/workspaces.async.ts', 'src/routes/workspaces.sync.ts'])
  for (const path of [...added, 'package.json']) for (const files of [converted, transformed]) files.delete(path)
  expect(textsOf(transformed)).toEqual(textsOf(converted))
  expect(converted.get('old/app.cjs')?.toString()).toMatch(/^\uFEFF'use strict'\r\n[^]*await /)
  expect(converted.get('src/routes/accounts.ts')).not.toEqual(input.get('src/routes/accounts.ts'))
})

/** As the documentation says, with the package where a project has it. */
async function runJscodeshift(folder: string): Promise<void> {
  await mkdir(resolve(folder, 'node_modules'))
  await symlink(root, resolve(folder, 'node_modules/unblock'))
  const files = [...input.keys()].filter((path) => /\.[cm]?[jt]s$/.test(path))
  const { stdout } = await run(resolve(root, 'node_modules/.bin/jscodeshift'), [
    '-t', 'node_modules/unblock/dist/transforms/sync-to-async.js', '--plan', 'plan.json', '--root', '.', '--no-babel', '--run-in-band', ...files,
  ], { cwd: folder })
  expect(stdout).toContain('0 errors')
}

function textsOf(files: Files): Record<string, string> {
  return Object.fromEntries([...files].map(([path, bytes]) => [path, bytes.toString()]))
}
