// export const { users } = syncToAsync<typeof sync>(new URL('./users.js', import.meta.url), {
//   inline: () => import('./users.js'),
// })

import { groupBy } from '../src/group-by.js'
import type { ErrorClass } from '../src/model/database.js'
import type { FileFact } from '../src/model/facts.js'
import type { FileId } from '../src/model/ids.js'
import { languageOf } from './parse-source.js'
import { specifierOf } from './specifier.js'
import { quoted, semicolon, type Style } from './style.js'

/** What a client module is written from. */
export interface ClientModule {
  file: string
  /** The module whose functions it calls in the thread. */
  of: string
  names: readonly string[]
  /** The classes that callers tell its errors apart by. */
  errors: readonly ErrorClass[]
  moduleKind: FileFact['moduleKind']
  style: Style
  /** An import of the project's own, whose habit of extensions is followed. */
  like: string
  /** It begins with 'use strict', as its surroundings do. */
  isStrict?: boolean
  /** TypeScript writes a declaration file for it, in which types that its module keeps to itself cannot be spelled out. */
  isDeclared?: boolean
  /** Its `import()` names files with their extension, whatever the habit of its imports is. */
  importsByNode?: boolean
}

/** Writes a module that gives the functions of another under their own names, to be called in the database thread. */
export function clientModuleText(client: ClientModule): string {
  const { eol } = client.style
  return statementsOf(client).map((lines) => lines.join(eol)).join(eol + eol) + eol
}

function statementsOf(client: ClientModule): string[][] {
  if (languageOf(client.file) !== 'babylon') return inTypeScript(client)
  return client.moduleKind === 'esm' ? inJavaScript(client) : inCommonJs(client)
}

/** An existing client with more names, and all that a person has changed in it; undefined where it has to be written anew. */
export function extendedClient(existing: string, client: ClientModule): string | undefined {
  const list = /export const \{[^}]*\} =/
  return client.names.includes('default') || !list.test(existing) ? undefined : existing.replace(list, `export const ${pattern(client)} =`)
}

/** The names that an existing client module gives; undefined where it is none of ours. */
export function namesInClient(text: string): string[] | undefined {
  if (!/(from |require\()['"]unblock-runtime['"]/.test(text)) return undefined
  const list = /export const \{([^}]*)\}/.exec(text)?.[1] ?? ''
  const one = [...text.matchAll(/^export const (\w+): Client\[/gm)].flatMap(([, name]) => name ?? [])
  const names = [...list.split(',').map((name) => name.trim()).filter((name) => name !== ''), ...one]
  return /^export default /m.test(text) ? [...names, 'default'] : names
}

function inTypeScript(client: ClientModule): string[][] {
  const { style, moduleKind } = client
  const [module, end] = [moduleOf(client), semicolon(style)]
  const place = moduleKind === 'esm' ? urlOf(client) : `require.resolve(${module})`
  const heading = [
    `import { ${client.isDeclared ? 'type AsyncModule, ' : ''}syncToAsync } from ${quoted('unblock-runtime', style)}${end}`,
    ...importedErrors(client, 'import'),
    `import type * as sync from ${module}${end}`,
  ]
  const call = [`syncToAsync<typeof sync>(${place}, {`, `${style.indent}inline: () => import(${client.importsByNode ? moduleOf({ ...client, like: './module.js' }) : module}),`, ...listedErrors(client), `})${end}`]
  return [heading, ...client.isDeclared ? declared(client, call) : exported(client, call)]
}

/** Each export says its type by the name that it has in the client's. */
function declared({ names, style }: ClientModule, [first = '', ...rest]: string[]): string[][] {
  const end = semicolon(style)
  const named = names.filter((name) => name !== 'default').map((name) => `export const ${name}: Client[${quoted(name, style)}] = client.${name}${end}`)
  const unnamed = [`const main: Client[${quoted('default', style)}] = client.default${end}`, `export default main${end}`]
  return [
    [`type Client = AsyncModule<typeof sync>${end}`],
    [`const client: Client = ${first}`, ...rest],
    ...named.length > 0 ? [named] : [],
    ...names.includes('default') ? [unnamed] : [],
  ]
}

function inJavaScript(client: ClientModule): string[][] {
  const { style } = client
  const [module, end] = [moduleOf(client), semicolon(style)]
  const call = [`syncToAsync(${urlOf(client)}, {`, `${style.indent}inline: () => import(${module}),`, ...listedErrors(client), `})${end}`]
  const [first = '', ...rest] = call
  const typed = [typeComment(client), `const client = ${first}`, ...rest]
  return [[`import { syncToAsync } from ${quoted('unblock-runtime', style)}${end}`, ...importedErrors(client, 'import')], typed, ...exportsOf(client)]
}

function inCommonJs(client: ClientModule): string[][] {
  const { style } = client
  const [module, end] = [moduleOf(client), semicolon(style)]
  const call = [`module.exports = syncToAsync(require.resolve(${module}), {`, `${style.indent}inline: () => require(${module}),`, ...listedErrors(client), `})${end}`]
  const heading = client.isStrict ? [[`${quoted('use strict', style)}${end}`]] : []
  return [...heading, [`const { syncToAsync } = require(${quoted('unblock-runtime', style)})${end}`, ...importedErrors(client, 'require')], [typeComment(client), ...call]]
}

/** The client is destructured at once, unless its module has a default export, too. */
function exported(client: ClientModule, [first = '', ...rest]: string[]): string[][] {
  if (client.names.includes('default')) return [[`const client = ${first}`, ...rest], ...exportsOf(client)]
  return [[`export const ${pattern(client)} = ${first}`, ...rest]]
}

function exportsOf(client: ClientModule): string[][] {
  const end = semicolon(client.style)
  const named = client.names.some((name) => name !== 'default') ? [[`export const ${pattern(client)} = client${end}`]] : []
  return client.names.includes('default') ? [...named, [`export default client.default${end}`]] : named
}

function pattern({ names, style: { eol, indent } }: ClientModule): string {
  const named = names.filter((name) => name !== 'default')
  const line = `{ ${named.join(', ')} }`
  return line.length <= 90 ? line : ['{', ...named.map((name) => `${indent}${name},`), '}'].join(eol)
}

function listedErrors({ errors, style }: ClientModule): string[] {
  return errors.length > 0 ? [`${style.indent}errors: [${errors.map(({ name }) => name).join(', ')}],`] : []
}

function importedErrors({ file, errors, style, like }: ClientModule, spelling: 'import' | 'require'): string[] {
  const statement = (bindings: string, from: FileId): string => {
    const module = quoted(specifierOf(from, { from: file, like }), style)
    return (spelling === 'import' ? `import ${bindings} from ${module}` : `const ${bindings} = require(${module})`) + semicolon(style)
  }
  return [...groupBy(errors, (each) => each.file)].flatMap(([from, classes]) => {
    const named = classes.filter(({ isDefault }) => !isDefault).map(({ name }) => name)
    const whole = classes.filter(({ isDefault }) => isDefault).map(({ name }) => statement(name, from))
    return named.length > 0 ? [...whole, statement(`{ ${named.join(', ')} }`, from)] : whole
  })
}

function typeComment(client: ClientModule): string {
  return `/** @type {import('unblock-runtime').AsyncModule<typeof import(${moduleOf(client).replaceAll('"', '\'')})>} */`
}

/** A URL needs the extension, whatever imports may leave out. */
function urlOf(client: ClientModule): string {
  const like = /\.[mc]?[jt]sx?$/.test(client.like) ? client.like : './module.js'
  return `new URL(${moduleOf({ ...client, like })}, import.meta.url)`
}

function moduleOf({ file, of, like, style }: ClientModule): string {
  return quoted(specifierOf(of, { from: file, like }), style)
}
