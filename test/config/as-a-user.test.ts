import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../apply/temporary-folder.js'
import { runCommand } from '../support/cli.js'

const repository = path.resolve(import.meta.dirname, '../..')
const tsc = path.join(repository, 'node_modules/typescript/bin/tsc')

/** A project that has the built package among its own. */
function projectOf(files: Record<string, string>): string {
  const folder = temporaryFolder({ 'package.json': '{ "type": "module" }', ...files })
  mkdirSync(path.join(folder, 'node_modules'))
  symlinkSync(repository, path.join(folder, 'node_modules/unblock'))
  return folder
}

const app = `
import express from 'express'
import { readFileSync } from 'node:fs'

const app = express()
app.get('/hello', (req, res) => { res.send(readFileSync('hello.txt', 'utf8')) })
`

describe('who imports the package', () => {
  test.each([
    ['unblock.config.ts', "import { defineConfig, type UnblockConfig } from 'unblock'\nconst config: UnblockConfig = { handlers: true }\nexport default defineConfig(config)\n"],
    ['unblock.config.js', "import { defineConfig } from 'unblock'\nexport default defineConfig({ handlers: true })\n"],
    ['unblock.config.mjs', "/** @type {import('unblock').UnblockConfig} */\nexport default { handlers: true }\n"],
    ['unblock.config.cjs', "const { defineConfig } = require('unblock')\nmodule.exports = defineConfig({ handlers: true })\n"],
  ])('has a configuration that runs: %s', (name, text) => {
    const { code, out, err } = runCommand(projectOf({ [name]: text, 'app.js': app }), ['convert', '--dry-run'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('converted  GET /hello')
  })

  test('has its types', () => {
    expect(typeErrors("import { defineConfig } from 'unblock'\nexport default defineConfig({ callers: 'twin', rules: { glob: { globSync: 'glob' } } })\n")).toBe('')
    expect(typeErrors("import { defineConfig } from 'unblock'\nexport default defineConfig({ calers: 'twin' })\n")).toContain("'calers' does not exist in type 'UnblockConfig'")
  })
})

function typeErrors(config: string): string {
  const compilerOptions = { noEmit: true, strict: true, skipLibCheck: false, module: 'nodenext', target: 'es2022', types: [] }
  const folder = projectOf({ 'unblock.config.ts': config, 'tsconfig.json': JSON.stringify({ compilerOptions }) })
  try {
    execFileSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })
    return ''
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)
  }
}
