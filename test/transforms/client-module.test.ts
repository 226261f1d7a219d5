import { describe, expect, test } from 'vitest'
import { type ClientModule, clientModuleText, extendedClient, namesInClient } from '../../transforms/client-module.js'
import type { FileId } from '../../src/model/ids.js'
import type { Style } from '../../transforms/style.js'

const style: Style = { quote: '\'', semicolons: false, indent: '  ', eol: '\n', nodePrefix: true, bareBodies: false }
const module: ClientModule = { file: 'src/users.async.ts', of: 'src/users.ts', names: ['findUser', 'userDb'], errors: [], moduleKind: 'esm', style, like: './db.js' }
const text = (...lines: string[]): string => `${lines.join('\n')}\n`

describe('a client module', () => {
  test('is typed in TypeScript', () => {
    expect(clientModuleText(module)).toBe(text(
      "import { syncToAsync } from 'unblock-runtime'",
      "import type * as sync from './users.js'",
      '',
      "export const { findUser, userDb } = syncToAsync<typeof sync>(new URL('./users.js', import.meta.url), {",
      "  inline: () => import('./users.js'),",
      '})',
    ))
  })

  test('finds its module by require where TypeScript compiles to CommonJS, without an extension where imports have none', () => {
    expect(clientModuleText({ ...module, moduleKind: 'commonjs', like: './db' })).toBe(text(
      "import { syncToAsync } from 'unblock-runtime'",
      "import type * as sync from './users'",
      '',
      "export const { findUser, userDb } = syncToAsync<typeof sync>(require.resolve('./users'), {",
      "  inline: () => import('./users'),",
      '})',
    ))
  })

  test('gives the extension in a URL, even where imports leave it out', () => {
    expect(clientModuleText({ ...module, like: './db' })).toContain("new URL('./users.js', import.meta.url), {\n  inline: () => import('./users'),")
  })

  test('gives a default export', () => {
    expect(clientModuleText({ ...module, names: ['default', 'findUser'] })).toBe(text(
      "import { syncToAsync } from 'unblock-runtime'",
      "import type * as sync from './users.js'",
      '',
      "const client = syncToAsync<typeof sync>(new URL('./users.js', import.meta.url), {",
      "  inline: () => import('./users.js'),",
      '})',
      '',
      'export const { findUser } = client',
      '',
      'export default client.default',
    ))
  })

  test('names the types of its exports where a declaration file is written', () => {
    const written = clientModuleText({ ...module, names: ['default', 'findUser', 'userDb'], isDeclared: true })
    expect(written).toBe(text(
      "import { type AsyncModule, syncToAsync } from 'unblock-runtime'",
      "import type * as sync from './users.js'",
      '',
      'type Client = AsyncModule<typeof sync>',
      '',
      "const client: Client = syncToAsync<typeof sync>(new URL('./users.js', import.meta.url), {",
      "  inline: () => import('./users.js'),",
      '})',
      '',
      "export const findUser: Client['findUser'] = client.findUser",
      "export const userDb: Client['userDb'] = client.userDb",
      '',
      "const main: Client['default'] = client.default",
      'export default main',
    ))
    expect(namesInClient(written)).toEqual(['findUser', 'userDb', 'default'])
  })

  test('says its type in a comment in JavaScript', () => {
    expect(clientModuleText({ ...module, file: 'src/users.async.js', of: 'src/users.js' })).toBe(text(
      "import { syncToAsync } from 'unblock-runtime'",
      '',
      "/** @type {import('unblock-runtime').AsyncModule<typeof import('./users.js')>} */",
      "const client = syncToAsync(new URL('./users.js', import.meta.url), {",
      "  inline: () => import('./users.js'),",
      '})',
      '',
      'export const { findUser, userDb } = client',
    ))
  })

  test('is CommonJS beside CommonJS, in the style of its surroundings', () => {
    const habits: Style = { ...style, quote: '"', semicolons: true, indent: '\t', eol: '\r\n' }
    expect(clientModuleText({ ...module, file: 'src/users.async.js', of: 'src/users.js', moduleKind: 'commonjs', style: habits, like: './db' })).toBe(text(
      'const { syncToAsync } = require("unblock-runtime");',
      '',
      "/** @type {import('unblock-runtime').AsyncModule<typeof import('./users')>} */",
      'module.exports = syncToAsync(require.resolve("./users"), {',
      '\tinline: () => require("./users"),',
      '});',
    ).replaceAll('\n', '\r\n'))
  })

  test('names the classes that its errors are told apart by', () => {
    const errors = [
      { file: 'src/errors.ts' as FileId, name: 'NameTaken' },
      { file: 'src/errors.ts' as FileId, name: 'NotFound' },
      { file: 'src/http-error.ts' as FileId, name: 'HttpError', isDefault: true as const },
    ]
    const written = clientModuleText({ ...module, errors })
    expect(written).toContain("import { NameTaken, NotFound } from './errors.js'\nimport HttpError from './http-error.js'\n")
    expect(written).toContain("  inline: () => import('./users.js'),\n  errors: [NameTaken, NotFound, HttpError],\n})\n")
    const required = clientModuleText({ ...module, errors, file: 'src/users.async.js', of: 'src/users.js', moduleKind: 'commonjs', like: './db' })
    expect(required).toContain("const { NameTaken, NotFound } = require('./errors')\nconst HttpError = require('./http-error')\n")
  })

  test('keeps what a person has changed in it when it gets more names', () => {
    const changed = clientModuleText(module).replace("import('./users.js'),", "import('./users.js'),\n  affinity: 'users',")
    expect(extendedClient(changed, { ...module, names: ['addUser', 'findUser', 'userDb'] })).toBe(changed.replace('{ findUser, userDb }', '{ addUser, findUser, userDb }'))
  })

  test('breaks a long list of names', () => {
    const names = ['countUsersByCountryAndCity', 'createUserWithAddress', 'deleteUsersThatNeverLoggedIn', 'findUserByNameOrEmail']
    const written = clientModuleText({ ...module, names })
    expect(written).toContain(`export const {\n${names.map((name) => `  ${name},\n`).join('')}} = syncToAsync`)
    expect(namesInClient(written)).toEqual(names)
  })

  test('can be read again', () => {
    for (const names of [['findUser', 'userDb'], ['findUser', 'default'], ['default']]) {
      expect(namesInClient(clientModuleText({ ...module, names }))).toEqual(names)
    }
    expect(namesInClient("import { findUser } from './users.js'\n")).toBeUndefined()
  })
})
