import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { syncToAsync } from 'unblock-runtime'

interface Module { find(id: number): string }
const folder = mkdtempSync(join(import.meta.dirname, 'load-'))
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const source = 'export const find = (id: number): string => `user ${id}`\n'
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const stripsTypes = major > 22 || (major === 22 && minor >= 18)

write('package.json', '{ "type": "module" }')
afterAll(() => { rmSync(folder, { recursive: true }) })

describe('a module that cannot be loaded is refused with a reason', () => {
  test('it is not there', async () => {
    const gone = syncToAsync<Module>(join(folder, 'gone.js'))
    await expect(gone.find(1)).rejects.toMatchObject({ code: 'ERR_SYNC_LOAD', message: expect.stringMatching(/gone\.js is not there\. A bundler has to/) as string })
  })

  test('it is TypeScript, and known by its compiled name', async () => {
    write('source.ts', source)
    const typeScript = syncToAsync<Module>(pathToFileURL(join(folder, 'source.js')))
    await expect(typeScript.find(1)).rejects.toMatchObject({ code: 'ERR_SYNC_LOAD', message: expect.stringMatching(/source\.ts is TypeScript, .*tsx or ts-node/) as string })
  })

  test('an error of the module itself is not touched', async () => {
    const broken = syncToAsync<Module>(write('broken.js', "import './missing.js'\n"))
    await expect(broken.find(1)).rejects.toMatchObject({ code: 'ERR_MODULE_NOT_FOUND', message: expect.stringContaining('missing.js') as string })
  })
})

describe('a TypeScript module', () => {
  const typeScript = write('plain.ts', source)

  test.runIf(stripsTypes)('is loaded where Node.js itself strips types', async () => {
    expect(await syncToAsync<Module>(typeScript).find(1)).toBe('user 1')
  })

  test.skipIf(stripsTypes)('is refused where it does not', async () => {
    await expect(syncToAsync<Module>(typeScript).find(1)).rejects.toMatchObject({ code: 'ERR_SYNC_LOAD', message: expect.stringContaining('plain.ts is TypeScript') as string })
  })

  test('is required where only require is hooked, as ts-node does', () => {
    const compiler = JSON.stringify(resolve(import.meta.dirname, '../../node_modules/typescript'))
    const hook = write('hook.cjs', `
      const { readFileSync } = require('node:fs')
      const { ModuleKind, transpile } = require(${compiler})
      require.extensions['.cts'] = require.extensions['.ts'] = (module, path) => {
        module._compile(transpile(readFileSync(path, 'utf8'), { module: ModuleKind.CommonJS }), path)
      }`)
    write('hooked.cts', 'enum Kind { user }\nexport const find = (id: number): string => `${Kind[0]} ${id}`\n')
    const main = write('main.cjs', `
      const { syncToAsync } = require('unblock-runtime')
      syncToAsync(require.resolve('./hooked.cts')).find(1).then(console.log, console.log)`)
    // Node.js 22.18 and later take the file first, and refuse what is more than types, such as this enum.
    const options = stripsTypes ? ['--no-experimental-strip-types'] : []
    expect(execFileSync(process.execPath, [...options, '--require', hook, main], { encoding: 'utf8' })).toBe('user 1\n')
  })
})
