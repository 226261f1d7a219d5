/** Loads modules in a sync thread, TypeScript as well where the main thread does. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { SyncToAsyncError } from './sync-to-async-error'

/** `import` or, where only that is hooked, `require` of a module, given by its URL.
 * @throws {SyncToAsyncError} ERR_SYNC_LOAD where the file is not there, or is TypeScript that nothing here can load. */
export async function loadModule(url: string, usesTsNode: boolean): Promise<unknown> {
  if (!url.startsWith('file:')) return import(url)
  const load = createRequire(url)
  if (usesTsNode) {
    registerTsNode(load)
    if (isTypeScript(url)) return load(fileURLToPath(url)) as unknown
  }
  await registerTsx(load)
  try {
    return await import(url) as unknown
  } catch (error) {
    if (isUnknownExtension(error, url) && requiresTypeScript(load)) return load(fileURLToPath(url)) as unknown
    throw explained(error, url)
  }
}

/** Whether this thread compiles what it requires with ts-node, which says so under a symbol; no option of node tells a worker. */
export function hasTsNode(): boolean {
  return Reflect.get(process, tsNodeInstance) !== undefined
}

const tsNodeInstance = Symbol.for('ts-node.register.instance')

function registerTsNode(load: NodeJS.Require): void {
  if (hasTsNode()) return
  const tsNode = load('ts-node') as { register(options: object): unknown }
  // Types are the main thread's business.
  tsNode.register({ transpileOnly: true })
}

/** On Node 20 `--import tsx` does not reach a worker's imports (nodejs/node issue 47747); tsx's own API does. */
async function registerTsx(load: NodeJS.Require): Promise<void> {
  const asked = process.execArgv.find((argument) => /(^|[\\/=])tsx([\\/]|$)/.test(argument))
  if (asked === undefined || Number.parseInt(process.versions.node) >= 22) return
  // Its CommonJS form looks for the hooks in a folder that is not there.
  const api = load.resolve('tsx/esm/api').replace(/\.cjs$/, '.mjs')
  const tsx = await import(pathToFileURL(api).href) as { register(): unknown }
  tsx.register()
}

/** `extensions` is deprecated, and what every hook of `require` uses. */
function requiresTypeScript(load: NodeJS.Require): boolean {
  return Object.hasOwn(Reflect.get(load, 'extensions'), '.ts')
}

function isTypeScript(url: string): boolean {
  return /\.[cm]?tsx?$/.test(url)
}

function isUnknownExtension(error: unknown, url: string): boolean {
  return isTypeScript(url) && Reflect.get(Object(error) as object, 'code') === 'ERR_UNKNOWN_FILE_EXTENSION'
}

/** Errors of the module itself stay what they are. */
function explained(error: unknown, url: string): unknown {
  const file = fileURLToPath(url)
  if (isUnknownExtension(error, url)) return typeScript(file, error)
  if (existsSync(file)) return error
  const source = file.replace(/\.([cm]?)js$/, '.$1ts')
  if (existsSync(source)) return typeScript(source, error)
  return new SyncToAsyncError('ERR_SYNC_LOAD', `${file} is not there. A bundler has to leave sync modules as files of their own, where the client looks for them`, { cause: error })
}

function typeScript(file: string, cause: unknown): SyncToAsyncError {
  const message = `${file} is TypeScript, which the sync thread cannot load in this process. Run the compiled program, or start it with tsx or ts-node; `
    + 'in unit tests, set SYNC_TO_ASYNC=inline'
  return new SyncToAsyncError('ERR_SYNC_LOAD', message, { cause })
}
