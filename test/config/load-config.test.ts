import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { knownFrom } from '../../src/config/known-from.js'
import { loadConfig } from '../../src/config/load-config.js'
import { builtInDrivers } from '../../src/drivers/index.js'
import { builtInRules, ruleId } from '../../src/rules/index.js'
import { temporaryFolder } from '../apply/temporary-folder.js'

/** What is wrong with a configuration, without the folder's own path. */
async function errorOf(files: Record<string, string>): Promise<string> {
  const folder = temporaryFolder(files)
  try {
    const loaded = await loadConfig(folder)
    if (loaded) knownFrom(loaded, folder)
    return 'none'
  } catch (error) {
    return String(error).replaceAll(`${folder}${path.sep}`, '')
  }
}

async function problemsIn(config: object): Promise<string[]> {
  const [, ...problems] = (await errorOf({ 'unblock.config.json': JSON.stringify(config) })).split('\n')
  return problems.map((line) => line.trim())
}

describe('a configuration is found', () => {
  const callers = '{ "callers": "twin" }'

  test.each([
    ['unblock.config.json', '{ // why\n "callers": "twin", }'],
    ['unblock.config.mjs', "export default { callers: 'twin' }"],
    ['unblock.config.cjs', "module.exports = { callers: 'twin' }"],
    ['unblock.config.js', "module.exports = { callers: 'twin' }"],
    ['unblock.config.ts', "import { defineConfig } from 'unblock'\nimport { policy } from './policy.js'\nexport default defineConfig({ callers: policy as 'twin' })"],
  ])('in the folder: %s', async (name, text) => {
    const folder = temporaryFolder({ [name]: text, 'policy.ts': "export const policy: string = 'twin'" })
    expect(await loadConfig(folder)).toEqual({ file: path.join(folder, name), config: { callers: 'twin' } })
  })

  test('above the folder, up to the root of the git repository', async () => {
    const folder = temporaryFolder({ 'unblock.config.json': callers })
    mkdirSync(path.join(folder, '.git'))
    mkdirSync(path.join(folder, 'packages/api/src'), { recursive: true })
    expect((await loadConfig(path.join(folder, 'packages/api/src')))?.file).toBe(path.join(folder, 'unblock.config.json'))
    mkdirSync(path.join(folder, 'packages/api/.git'))
    expect(await loadConfig(path.join(folder, 'packages/api/src'))).toBeUndefined()
  })

  test('nowhere above a folder that is in no git repository', async () => {
    const folder = temporaryFolder({ 'unblock.config.json': callers })
    mkdirSync(path.join(folder, 'api'))
    expect(await loadConfig(path.join(folder, 'api'))).toBeUndefined()
  })

  test('where it was asked for', async () => {
    const folder = temporaryFolder({ 'unblock.config.json': callers, 'ci.json': '{}' })
    expect((await loadConfig(folder, 'ci.json'))?.config).toEqual({})
  })
})

describe('an error names the file and', () => {
  test.each([
    ['a second configuration', { 'unblock.config.json': '{}', 'unblock.config.mjs': '' }, 'unblock.config.json and unblock.config.mjs. Keep one.'],
    ['no default export', { 'unblock.config.mjs': 'export const callers = 1' }, 'unblock.config.mjs exports no configuration'],
    ['JSON that is none', { 'unblock.config.json': '{\n  "callers": }' }, 'unblock.config.json:2:14 is no JSON: ValueExpected.'],
    ['the line that throws', { 'unblock.config.mjs': '\n\nthrow new Error("no")' }, 'unblock.config.mjs cannot be run: Error: no\n  at unblock.config.mjs:3:7'],
    ['the line of a module that throws', { 'unblock.config.cjs': "require('./a.cjs')", 'a.cjs': 'module.exports = \n  nothing' }, 'ReferenceError: nothing is not defined\n  at a.cjs:2:3'],
    [
      'the line of TypeScript that throws',
      { 'unblock.config.ts': "import './a'\nexport default {}", 'a.ts': 'interface A {\n  a: string\n}\n\nexport const a: A = null!\nexport const b = a.a' },
      "TypeError: Cannot read properties of null (reading 'a')\n  at a.ts:6:20",
    ],
    ['TypeScript that is none', { 'unblock.config.ts': 'export default {\n  callers: : 1,\n}' }, 'unblock.config.ts:2:12 is no TypeScript: Expression expected.'],
    ['how to do without unblock', { 'unblock.config.mjs': "import { defineConfig } from 'unblock'\nexport default defineConfig({})" }, 'Install unblock in the project, or leave out defineConfig'],
  ])('%s', async (_, files, message) => {
    expect(await errorOf({ ...files })).toContain(message)
  })
})

describe('a problem is told with its path and what is allowed', () => {
  test.each<[object, string[]]>([
    [[], ['The configuration has to be an object, and is [].']],
    [{ calers: 'twin' }, ['`calers` is no known key. Did you mean `callers`?']],
    [{ callers: 'both', tests: 'no' }, ['`callers` has to be "propagate" or "twin", and is "both".', '`tests` has to be true or false, and is "no".']],
    [{ select: ['a', 3] }, ['`select[1]` has to be a text that is not empty, and is 3.']],
    [{ rules: { fs: { existsSync: true } } }, ['`rules.fs.existsSync` has to be the name of the asynchronous function, an object with a target, or false, and is true.']],
    [{ rules: { './a.ts': { load: {} } } }, ["`rules['./a.ts'].load` lacks `target`: it has to be an object with a target."]],
    [{ rules: { a: { b: { target: { via: 'helper', name: 'x' } } } } }, ['`rules.a.b.target.via` has to be "promises", "promisify", "method", "owner" or "none", and is "helper".']],
    [{ rules: { a: { b: { target: { via: 'method', name: 'x', pick: 'y' } } } } }, ['`rules.a.b.target.pick` has to be left out, as only promisify has it, and is "y".']],
    [{ rules: { a: { b: { target: { via: 'none' } } } } }, ['`rules.a.b.target` lacks `advice`: it has to be an object with via and advice.']],
    [{ rules: { a: { b: { target: { via: 'method' } } } } }, ['`rules.a.b.target` lacks `name`: it has to be an object with via and name.']],
    [{ rules: { a: { b: { target: { via: 'owner', name: 'x', advice: 'y' } } } } }, ['`rules.a.b.target.name` has to be left out, as there is nothing to name, and is "x".', '`rules.a.b.target.advice` has to be left out, as only none has it, and is "y".']],
    [{ rules: { a: { b: { target: 'x', unless: [{ hasCallback: 'yes' }] } } } }, ['`rules.a.b.unless[0].hasCallback` has to be "surely" or "perhaps", and is "yes".']],
    [{ rules: { a: { b: { target: 'x', variants: [{ when: { isNumber: true }, target: 'y' }] } } } }, ['`rules.a.b.variants[0].when` has `isNumber` and lacks `argument`.']],
    [{ effects: { a: { send: 'writes mail' } } }, ['`effects.a.send` has to be "none", "unknown", or "read" or "write" with one of file, database, network, process, mail, queue, shared-state, timer, exit and log, such as "write mail", and is "writes mail".']],
    [{ drivers: { a: { clases: {} } } }, ['`drivers.a.clases` is no known key. Did you mean `classes`? Known: connections, classes, functions.']],
    [{ drivers: { a: { functions: { get: 'reads' } } } }, ['`drivers.a.functions.get` has to be "none", "read", "write", "unknown", "of-sql" or "of-statement", and is "reads".']],
    [{ drivers: { a: { functions: { get: 7 } } } }, ['`drivers.a.functions.get` has to be "none", "read", "write", "unknown", "of-sql", "of-statement", or an object with effect, and is 7.']],
  ])('%j', async (config, problems) => {
    expect(await problemsIn(config)).toEqual(problems)
  })

  test.each([
    [{ rules: { fs: { readSinc: false } } }, 'switches off a rule that there is not: fs.readSinc. Did you mean `readSync`?'],
    [{ rules: { './unblock.config.json': { load: { target: { via: 'promises', name: 'load' } } } } }, './unblock.config.json#load is of the project, which has no `promises`'],
    [{ rules: { glob: { sync: { target: 'glob', versions: 'nine' } } } }, 'the versions of glob.sync have to be a range such as `>=9` or `<3`, and are "nine".'],
    [{ rules: { './gone.ts': { load: 'loadAsync' } } }, 'names a module that is not there: ./gone.ts'],
    [{ drivers: { 'better-sqlite': false } }, 'switches off a driver that there is not: better-sqlite. Did you mean `better-sqlite3`?'],
    [{ drivers: { a: { classes: { Db: { methods: { prepare: { effect: 'none', gives: 'Stmt' } } } } } } }, '`drivers.a` names a class that it does not describe: `Stmt`. Known: Db.'],
  ])('%j, as far as only the project can tell', async (config, problem) => {
    expect(await errorOf({ 'unblock.config.json': JSON.stringify(config) })).toContain(problem)
  })
})

describe('what a configuration knows', () => {
  async function knownBy(config: object, files: Record<string, string> = {}) {
    const folder = temporaryFolder({ ...files, 'unblock.config.json': JSON.stringify(config) })
    const loaded = await loadConfig(folder)
    if (!loaded) throw new Error('no configuration was found')
    return knownFrom(loaded, folder)
  }

  test('is what is built in where it says nothing', async () => {
    expect(await knownBy({})).toEqual({ rules: builtInRules, drivers: builtInDrivers })
  })

  test('are its rules behind the built-in ones, of which those of the same name are gone, for every version', async () => {
    const { rules } = await knownBy({ rules: { 'node:fs': { existsSync: false, readSync: 'read' }, glob: { sync: { target: 'glob', effect: 'read', versions: '>=8' } } } })
    expect(rules.filter(({ module, name }) => module !== 'fs' || ['existsSync', 'readSync'].includes(name)).slice(-2)).toEqual([
      { module: 'fs', name: 'readSync', effect: 'unknown', target: { via: 'method', name: 'read' } },
      { module: 'glob', name: 'sync', effect: 'read', versions: '>=8', target: { via: 'method', name: 'glob' } },
    ])
    // Two of fs; two of glob, each for some versions.
    expect(rules).toHaveLength(builtInRules.length - 4 + 2)
  })

  test('is refused where a module of the project does not have what it is to be asked for', async () => {
    await expect(knownBy({ rules: { './files.js': { load: 'loadAsync' } } }, { 'files.js': 'exports.load = () => 1' }))
      .rejects.toThrow('./files.js#load is to become `loadAsync`, and ./files.js has nothing of that name.')
  })

  test('are modules of the project by their path, with or without a dot', async () => {
    const files = { 'src/files.ts': 'export async function loadAsync() {}', 'src/db.ts': '' }
    const { rules, drivers } = await knownBy({ rules: { 'src/files.ts': { load: 'loadAsync' } }, drivers: { './src/db.ts': { functions: { query: 'of-sql' } } } }, files)
    expect(rules.slice(-1).map(ruleId)).toEqual(['./src/files.ts#load'])
    expect(drivers.at(-1)).toEqual({ module: './src/db.ts', connections: [], classes: {}, functions: { query: { effect: 'of-sql' } } })
  })

  test('is each class of a driver by its own name, and what opens it', async () => {
    const { drivers } = await knownBy({ drivers: { libsql: false, 'sqlite-x': { classes: { Database: { methods: { get: 'read' } } } } } })
    expect(drivers.map(({ module }) => module)).toEqual(['better-sqlite3', 'sqlite', 'drizzle-orm/better-sqlite3', 'sqlite-x'])
    expect(drivers.at(-1)).toEqual({
      module: 'sqlite-x',
      connections: [{ name: 'Database', gives: 'Database' }],
      classes: { Database: { types: ['Database'], methods: { get: { effect: 'read' } } } },
    })
  })
})
