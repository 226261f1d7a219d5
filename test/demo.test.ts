import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type Files, inFolderOf, readFolder } from './support/folder.js'

const root = resolve(import.meta.dirname, '..')
const run = promisify(execFile)
const demo: Files = new Map([...readFolder(resolve(root, 'fixtures/demo'))].filter(([path]) => !path.startsWith('dist/')))

describe('the demo', () => {
  test('passes its own tests as it is', async () => {
    await inFolderOf(demo, runItsTests)
  })

  test('passes them converted, and blocks at start-up only', async () => {
    await inFolderOf(demo, async (folder) => {
      await convert(folder)
      const converted = readFolder(folder)
      expect(syncCallsIn(converted)).toEqual([
        'src/config.ts: readFileSync',
        'src/lib/files.ts: existsSync',
        'src/lib/files.ts: mkdirSync',
      ])
      expect(converted.get('src/server.ts'), 'start-up').toEqual(demo.get('src/server.ts'))
      await runItsTests(folder)
    })
  })

  test('is not changed by a second run', async () => {
    await inFolderOf(demo, async (folder) => {
      await convert(folder)
      const once = readFolder(folder)
      await convert(folder)
      expect(readFolder(folder)).toEqual(once)
    })
  })
})

async function convert(folder: string): Promise<void> {
  const cli = resolve(root, 'dist/bin/unblock.js')
  // The folder belongs to no commit, and Git would not bring it back.
  await run(process.execPath, [cli, 'convert', '--handlers', '--force', '--cwd', folder])
}

async function runItsTests(folder: string): Promise<void> {
  await run(process.execPath, [resolve(root, 'node_modules/typescript/bin/tsc'), '-p', folder])
  const { stdout } = await run(process.execPath, ['--test', 'dist/test/'], { cwd: folder })
  expect(stdout).toMatch(/^# pass 14$/m)
}

function syncCallsIn(files: Files): string[] {
  const sources = [...files].filter(([path]) => path.startsWith('src/'))
  return sources.flatMap(([path, bytes]) =>
    [...bytes.toString().matchAll(/\b(\w+Sync)\(/g)].map(([, name]) => `${path}: ${name}`),
  )
}
