import { describe, it, test } from 'vitest'
import { localHelpers } from '../../transforms/local-helpers/index.js'
import { expectRewrite } from './marked.js'

const member = '«await:«swap|readFile:fs.readFileSync(p)»»'
const exists = localHelpers.exists.javascript.replaceAll(/;$/gm, '')
const name = '«await:«swap|readFile:readFileSync(p)»»'

describe('promises, through an object', () => {
  test.each([
    [member, 'await fs.promises.readFile(p)'],
    [`${member}.length`, '(await fs.promises.readFile(p)).length'],
    ['«await:«swap|readFile:fs?.readFileSync(p)»»', 'await fs?.promises.readFile(p)'],
    ['«await:«swap|readFile:fs[\'readFileSync\'](p)»»', 'await fs.promises.readFile(p)'],
    ['«await:«swap|readFile:fs?.[\'readFileSync\'](p)»»', 'await fs?.promises.readFile(p)'],
    ['«await:«swap|readFile:this.deps.fs.readFileSync(p)»»', 'await this.deps.fs.promises.readFile(p)'],
    ['«await:«swap|readFile:fs\n  .readFileSync(p)»»', 'await fs.promises.readFile(p)'],
    ['«await:«swap|readFile:fs // files\n  .readFileSync(p)»»', 'await fs // files\n  .promises.readFile(p)'],
    ['«await:«swap|readFile:fs\n  .readFileSync(p)»»\n  .trim()', '(await fs.promises.readFile(p))\n  .trim()'],
    ['«await:«swap|readFile:fs\n  ?.[\'readFileSync\'](p)»»', 'await fs?.promises.readFile(p)'],
    ['«await:«swap|readFile:fs.readFileSync(«await:g()»)»»', 'await fs.promises.readFile(await g())'],
  ])('%s', (marked, expected) => {
    expectRewrite('a.mjs', `import fs from 'fs'\nx = ${marked}\n`, `import fs from 'fs'\nx = ${expected}\n`)
  })
})

describe('promises, by an imported name', () => {
  test.each([
    ['the last use takes the import along',
      `import { readFileSync } from 'fs';\nx = ${name};\n`,
      'import { readFile } from \'fs/promises\';\nx = await readFile(p);\n'],
    ['other names stay',
      `import { join } from "node:path"\nimport { existsSync, readFileSync } from "node:fs"\nx = ${name} + existsSync(p)\n`,
      'import { join } from "node:path"\nimport { existsSync } from "node:fs"\nimport { readFile } from "node:fs/promises"\nx = await readFile(p) + existsSync(p)\n'],
    ['a first name goes with its comma',
      `import { readFileSync, existsSync } from 'fs'\nx = ${name} + existsSync(p)\n`,
      'import { existsSync } from \'fs\'\nimport { readFile } from \'fs/promises\'\nx = await readFile(p) + existsSync(p)\n'],
    ['names between others go',
      `import { a, readFileSync, b, writeFileSync } from 'fs'\nx = ${name} + a + b\n«await:«swap|writeFile:writeFileSync(p)»»\n`,
      'import { a, b } from \'fs\'\nimport { readFile, writeFile } from \'fs/promises\'\nx = await readFile(p) + a + b\nawait writeFile(p)\n'],
    ['another use keeps the import',
      `import { readFileSync } from 'fs'\nx = ${name} + readFileSync(q)\n`,
      'import { readFileSync } from \'fs\'\nimport { readFile } from \'fs/promises\'\nx = await readFile(p) + readFileSync(q)\n'],
    ['an import of the module is used',
      `import { readFileSync } from 'fs'\nimport { stat } from 'fs/promises'\nx = ${name} + stat\n`,
      'import { stat, readFile } from \'fs/promises\'\nx = await readFile(p) + stat\n'],
    ['the name is there already',
      `import { readFileSync } from 'fs'\nimport { readFile as r } from 'fs/promises'\nx = ${name} + r\n`,
      'import { readFile as r } from \'fs/promises\'\nx = await r(p) + r\n'],
    ['the whole module is there',
      `import { readFileSync } from 'fs'\nimport fsp from 'fs/promises'\nx = ${name}\n`,
      'import fsp from \'fs/promises\'\nx = await fsp.readFile(p)\n'],
    ['an alias',
      'import { readFileSync as r } from \'fs\'\nx = «await:«swap|readFile:r(p)»»\n',
      'import { readFile } from \'fs/promises\'\nx = await readFile(p)\n'],
    ['a default import stays',
      `import fs, { readFileSync } from 'fs'\nx = ${name} + fs\n`,
      'import fs from \'fs\'\nimport { readFile } from \'fs/promises\'\nx = await readFile(p) + fs\n'],
    ['the name is taken',
      `import { readFile, readFileSync } from 'fs'\nx = ${name} + readFile\n`,
      'import { readFile } from \'fs\'\nimport { readFile as readFileAsync } from \'fs/promises\'\nx = await readFileAsync(p) + readFile\n'],
    ['the other name is taken, too',
      `import { readFileSync } from 'fs'\nlet readFile, readFileAsync\nx = ${name}\n`,
      'import { readFile as readFileAsync2 } from \'fs/promises\'\nlet readFile, readFileAsync\nx = await readFileAsync2(p)\n'],
    ['a list over several lines',
      `import {\n  readFileSync,\n  existsSync,\n} from 'fs'\nx = ${name} + existsSync(p)\n`,
      'import {\n  existsSync,\n} from \'fs\'\nimport { readFile } from \'fs/promises\'\nx = await readFile(p) + existsSync(p)\n'],
    ['an added name gets its own line',
      `import { readFileSync } from 'fs'\nimport {\n  stat,\n} from 'fs/promises'\nx = ${name} + stat\n`,
      'import {\n  stat,\n  readFile,\n} from \'fs/promises\'\nx = await readFile(p) + stat\n'],
    ['a comment behind the import',
      `import { a, readFileSync } from 'fs' // files\nx = ${name} + a\n`,
      'import { a } from \'fs\' // files\nimport { readFile } from \'fs/promises\'\nx = await readFile(p) + a\n'],
    ['a hashbang',
      `#!/usr/bin/env node\nimport { readFileSync } from 'fs'\nx = ${name}\n`,
      '#!/usr/bin/env node\nimport { readFile } from \'fs/promises\'\nx = await readFile(p)\n'],
    ['CRLF',
      `import { a, readFileSync } from 'fs'\r\nx = ${name} + a\r\n`,
      'import { a } from \'fs\'\r\nimport { readFile } from \'fs/promises\'\r\nx = await readFile(p) + a\r\n'],
    ['new names in the order of the old ones',
      'import { a, readFileSync, statSync, writeFileSync } from \'fs\'\nx = «await:«swap|writeFile:writeFileSync(p)»» + «await:«swap|stat:statSync(p)»» + «await:«swap|readFile:readFileSync(p)»» + a\n',
      'import { a } from \'fs\'\nimport { readFile, stat, writeFile } from \'fs/promises\'\nx = await writeFile(p) + await stat(p) + await readFile(p) + a\n'],
    ['new names in the order of the old ones, behind those of an import that is there',
      'import { readFileSync, writeFileSync } from \'fs\'\nimport { stat } from \'fs/promises\'\nx = «await:«swap|writeFile:writeFileSync(p)»» + «await:«swap|readFile:readFileSync(p)»» + stat\n',
      'import { stat, readFile, writeFile } from \'fs/promises\'\nx = await writeFile(p) + await readFile(p) + stat\n'],
    ['a helper\'s names in the place of the name that it stands for',
      'import { existsSync, readFileSync } from \'fs\'\nx = «await:«swap|readFile:readFileSync(p)»» + «await:«swap|exists:existsSync(p)»»\n',
      `import { access, readFile } from 'fs/promises'\nx = await readFile(p) + await exists(p)\n\n${exists}\n`],
    ['no new line at the end', `import { readFileSync } from 'fs'; x = ${name}`, 'import { readFile } from \'fs/promises\'; x = await readFile(p)'],
  ])('%s', (_, marked, expected) => {
    expectRewrite('a.mjs', marked, expected)
  })

  it('leaves a type import alone', () => {
    expectRewrite('a.ts',
      `import type { Stats } from 'node:fs'\nimport { readFileSync } from 'node:fs'\nexport const f = async (s: Stats) => ${name}\n`,
      'import type { Stats } from \'node:fs\'\nimport { readFile } from \'node:fs/promises\'\nexport const f = async (s: Stats) => await readFile(p)\n')
  })
})

describe('promises, by a required name', () => {
  const main = (body: string) => `async function main() {\n\treturn ${body}\n}\n`

  test.each([
    ['the last use takes the statement along',
      `'use strict';\nconst { readFileSync } = require('fs');\n${main(name)}`,
      `'use strict';\nconst { readFile } = require('fs/promises');\n${main('await readFile(p)')}`],
    ['other names stay',
      `var { readFileSync, existsSync } = require('node:fs')\n${main(`${name} + existsSync`)}`,
      `var { existsSync } = require('node:fs')\nvar { readFile } = require('node:fs/promises')\n${main('await readFile(p) + existsSync')}`],
    ['an alias, and a taken name',
      `const { readFileSync: r, readFile } = require("fs")\n${main('«await:«swap|readFile:r(p)»» + readFile')}`,
      `const { readFile } = require("fs")\nconst { readFile: readFileAsync } = require("fs/promises")\n${main('await readFileAsync(p) + readFile')}`],
    ['one declarator of several',
      `const { readFileSync } = require('fs'), path = require('path')\n${main(`${name} + path`)}`,
      `const path = require('path')\nconst { readFile } = require('fs/promises')\n${main('await readFile(p) + path')}`],
    ['a semicolon that opens the next line',
      `const { readFileSync } = require('fs')\n;(async () => ${name})()\n`,
      'const { readFile } = require(\'fs/promises\')\n;(async () => await readFile(p))()\n'],
    ['a require inside of a function',
      `const path = require('path')\n${main(`(require('x'), path)`)}const f = async () => {\n\tconst { readFileSync } = require('fs')\n\treturn ${name}\n}\n`,
      `const path = require('path')\nconst { readFile } = require('fs/promises')\n${main(`(require('x'), path)`)}const f = async () => {\n\treturn await readFile(p)\n}\n`],
  ])('%s', (_, marked, expected) => {
    expectRewrite('a.cjs', marked, expected)
  })
})

describe('promisify', () => {
  test.each([
    ['through an object',
      'import crypto from \'node:crypto\'\nx = «await:«swap|scrypt:crypto.scryptSync(a, b)»»\n',
      'import crypto from \'node:crypto\'\nimport { promisify } from \'node:util\'\nx = await promisify(crypto.scrypt)(a, b)\n'],
    ['by name',
      'import { scryptSync } from \'crypto\'\nx = «await:«swap|scrypt:scryptSync(a, b)»».length\n',
      'import { scrypt } from \'crypto\'\nimport { promisify } from \'util\'\nx = (await promisify(scrypt)(a, b)).length\n'],
    ['each name in its old place',
      'import { a, scryptSync, b, randomBytes, c } from \'crypto\'\nimport { promisify } from \'util\'\nx = «await:«swap|randomBytes:randomBytes(8)»» + «await:«swap|scrypt:scryptSync(a, b)»» + c + promisify\n',
      'import { a, scrypt, b, randomBytes, c } from \'crypto\'\nimport { promisify } from \'util\'\nx = await promisify(randomBytes)(8) + await promisify(scrypt)(a, b) + c + promisify\n'],
    ['the same name',
      'import { randomBytes } from \'crypto\'\nx = «await:«swap|randomBytes:randomBytes(8)»»\n',
      'import { randomBytes } from \'crypto\'\nimport { promisify } from \'util\'\nx = await promisify(randomBytes)(8)\n'],
    ['util as a whole',
      'import crypto from \'crypto\'\nimport util from \'util\'\nx = «await:«swap|scrypt:crypto.scryptSync(a)»»\n',
      'import crypto from \'crypto\'\nimport util from \'util\'\nx = await util.promisify(crypto.scrypt)(a)\n'],
    ['a picked property and more arguments',
      'import fs from \'fs\'\nimport { promisify } from \'util\'\nx = «await:«swap|read:fs.readSync(fd, buffer)»».toString() + promisify\n',
      'import fs from \'fs\'\nimport { promisify } from \'util\'\nx = (await promisify(fs.read)(fd, buffer, null, 0)).bytesRead.toString() + promisify\n'],
    ['a picked property of a returned promise',
      'import fs from \'fs\'\nimport { promisify } from \'util\'\nf = () => «swap|read:fs.readSync()» || promisify\n',
      'import fs from \'fs\'\nimport { promisify } from \'util\'\nf = () => promisify(fs.read)(null, 0).then(({ bytesRead }) => bytesRead) || promisify\n'],
    ['arguments behind a trailing comma',
      'import fs from \'fs\'\nimport { promisify } from \'util\'\nx = «await:«swap|read:fs.readSync((fd),)»» + promisify\n',
      'import fs from \'fs\'\nimport { promisify } from \'util\'\nx = (await promisify(fs.read)((fd), null, 0,)).bytesRead + promisify\n'],
  ])('%s', (_, marked, expected) => {
    expectRewrite('a.mjs', marked, expected)
  })

  it('follows `import x = require()`', () => {
    expectRewrite('a.cts',
      'import crypto = require(\'crypto\')\nasync function main() {\n  return «await:«swap|scrypt:crypto.scryptSync(a)»»\n}\n',
      'import crypto = require(\'crypto\')\nimport util = require(\'util\')\nasync function main() {\n  return await util.promisify(crypto.scrypt)(a)\n}\n')
  })
})

it('replaces a method', () => {
  expectRewrite('a.mjs', 'x = «await:«swap|dirRead:dir.readSync()»»\n', 'x = await dir.read()\n')
})
