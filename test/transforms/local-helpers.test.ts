import { describe, expect, it, test } from 'vitest'
import { applyEdits } from '../../src/apply/apply-edits.js'
import { localHelpers } from '../../transforms/local-helpers/index.js'
import { rewrite } from '../../transforms/sync-to-async.js'
import { typeErrors } from '../rules/spell.js'
import { expectRewrite, expectToParse, readMarked } from './marked.js'

const modules = ['fs', 'crypto', 'child_process']
const takenNames = ['exists', 'mapAsync', 'spawn', 'once', 'access', 'stat', 'read', 'scrypt', 'checkPrime', 'PathLike']
const rewritten = (marked: string) => {
  const { source, changes } = readMarked(marked)
  return applyEdits(source, rewrite(source, { file: 'a.cjs', changes }))
}
const call = '«await:«swap|exists:fs.existsSync(p)»»'
const named = '«await:«swap|exists:existsSync(p)»»'
const { javascript, typescript } = localHelpers.exists
const throughFs = javascript.replace('access(', 'fs.promises.access(')

describe('a local helper', () => {
  it('comes once, with its imports, and takes the last use of an import along', () => {
    expectRewrite('a.mjs', `import { existsSync } from 'fs';\nx = ${named} || ${named};\n`,
      `import { access } from 'fs/promises';\nx = await exists(p) || await exists(p);\n\n${javascript}\n`)
  })

  it('leaves an import that is still used', () => {
    expectRewrite('a.mjs', `import { existsSync } from 'fs';\nx = ${named} || existsSync;\n`,
      `import { existsSync } from 'fs';\nimport { access } from 'fs/promises';\nx = await exists(p) || existsSync;\n\n${javascript}\n`)
  })

  it('goes through a module that the file has as a whole', () => {
    expectRewrite('a.mjs', `import fs from 'fs';\nx = ${call};\n`,
      `import fs from 'fs';\nx = await exists(p);\n\n${throughFs}\n`)
    expectRewrite('a.mjs', `import fs, { promises as files } from 'fs';\nx = ${call} || files;\n`,
      `import { promises as files } from 'fs';\nx = await exists(p) || files;\n\n${javascript.replace('access(', 'files.access(')}\n`)
  })

  it('takes another name where its own is taken, and the names under which its imports go', () => {
    expectRewrite('a.mjs', `import { access, existsSync } from 'fs';\nlet exists = ${named} || access;\n`,
      `import { access } from 'fs';\nimport { access as accessAsync } from 'fs/promises';\nlet exists = await existsAsync(p) || access;\n\n${
        javascript.replace('function exists', 'function existsAsync').replace('return access', 'return accessAsync')}\n`)
  })

  it('is used again when an earlier run left it', () => {
    const rest = `\n${javascript}\n`
    expectRewrite('a.mjs', `import fs from 'fs';\nimport { access } from 'fs/promises';\nx = ${call} || fs;\n${rest}`,
      `import fs from 'fs';\nimport { access } from 'fs/promises';\nx = await exists(p) || fs;\n${rest}`)
  })

  const everyHelper = Object.values(localHelpers).filter(({ name }) => name !== 'globAsync')
  const useAll = (head: string) => {
    const { source, changes } = readMarked(`${head}${everyHelper.map(({ name }) => `void «swap|exists:${name}Sync()»`).join('\n')}\n`)
    const named = changes.map((change, index) =>
      (change.kind === 'swap-api' ? { ...change, target: { via: 'helper', helper: everyHelper[index]?.name ?? '' } as const } : change))
    return applyEdits(source, rewrite(source, { file: 'a.ts', changes: named }))
  }

  test.each([
    ['nothing', 'export {}\n'],
    ['every name', `export {}\nconst [${takenNames.join(', ')}]: unknown[] = []\nvoid [${takenNames.join(', ')}]\n`],
    ['modules as a whole', modules.map((name) => `import * as ${name} from 'node:${name}'\nvoid ${name}\n`).join('')],
    ['modules by default', modules.map((name) => `import ${name} from 'node:${name}'\nvoid ${name}\n`).join('')],
  ])('has no type errors in a file that has %s', (_, head) => {
    const calls = everyHelper.map(({ name }) => `void ${name}`)
    const isAboutCalls = (error: string) => calls.some((call) => error.startsWith(call))
    expect(typeErrors(useAll(head)).filter((error) => !isAboutCalls(error))).toEqual([])
  })

  it('takes no types from a require', () => {
    expectRewrite('a.ts', `const fs = require('fs');\nx = ${call} || fs;\n`,
      `const fs = require('fs');\nimport type { PathLike } from 'fs';\nx = await exists(p) || fs;\n\n${typescript.replace('access(', 'fs.promises.access(')}\n`)
  })

  it('is renamed in its code, and in no string, comment or member', () => {
    const text = useAll('import * as child_process from \'child_process\'\nimport * as events from \'events\'\nimport crypto from \'crypto\'\nlet exists, access\n')
    for (const kept of [
      'await events.once(child, \'spawn\')', '\'spawn \' + path', 'child_process.spawn(command, args, others)',
      '/** Takes the place of scryptSync: derives a key from a password. */', 'options: crypto.ScryptOptions = {}',
      '/** Whether there is a file or folder at the path, as existsSync tells it. */', 'function existsAsync(path: PathLike)', 'return accessAsync(path)',
    ]) expect(text).toContain(kept)
  })

  it('is used again when an earlier run left it, also where a module is imported as a whole', () => {
    const source = 'const childProcess = require("child_process")\nconst { once } = require("events")\n'
    const call = 'x = «swap|spawn:childProcess.spawnSync(p)»\n'
    const first = rewritten(source + call)
    expect(first).toContain('async function spawnAsync(')
    const again = rewritten(first.replace('x = spawnAsync(p)\n', call))
    expect(again).toBe(first)
  })

  it('follows the file: quotes, semicolons, tabs, CRLF, no new line at the end', () => {
    const text = throughFs.replaceAll('  ', '\t').replaceAll(/;$/gm, '').replaceAll('\n', '\r\n')
    expectRewrite('a.cjs', `'use strict'\r\nconst fs = require("node:fs")\r\nasync function main() {\r\n\treturn ${call} || fs\r\n}`,
      `'use strict'\r\nconst fs = require("node:fs")\r\nasync function main() {\r\n\treturn await exists(p) || fs\r\n}\r\n\r\n${text}\r\n`)
  })

  it('has types in TypeScript', () => {
    expectRewrite('a.ts', `import { stat } from 'fs';\nx = ${call.replace('fs.', '')} || stat;\n`,
      `import { stat } from 'fs';\nimport { access } from 'fs/promises';\nimport type { PathLike } from 'fs';\nx = await exists(p) || stat;\n\n${typescript}\n`)
  })

  test.each(Object.values(localHelpers))('$name parses in every style', ({ name }) => {
    for (const [file, head] of [['a.ts', 'f();\n'], ['a.ts', 'f()\n'], ['a.js', 'f("")\r\n\tg()\r\n'], ['a.js', 'f("");\n']] as const) {
      const { source, changes } = readMarked(`import fs from 'fs'\n${head}x = «swap|exists:fs.existsSync(p)»`)
      const named = changes.map((change) => (change.kind === 'swap-api' ? { ...change, target: { via: 'helper', helper: name } as const } : change))
      const text = applyEdits(source, rewrite(source, { file, changes: named }))
      expect(text).toContain(`function ${name}`)
      if (file === 'a.ts') expectToParse(file, text)
      // A second reading, by Babel: no changes, no edits, but the whole file is parsed.
      expect(rewrite(text, { file, changes: [{ component: 0, kind: 'use-twin', name: { start: text.indexOf('fs'), end: text.indexOf('fs') + 2 }, twinName: 'y' }] })).toHaveLength(1)
    }
  })
})
