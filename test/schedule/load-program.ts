import { createRequire } from 'node:module'
import { posix } from 'node:path'
import { compileFunction } from 'node:vm'
import ts from 'typescript'
import type { Files } from '../support/folder.js'
import { parkedModules } from './parked-modules.js'
import type { Scheduler } from './scheduler.js'

const requireReal = createRequire(import.meta.url)
const compiled = new Map<string, string>()

/** Runs a module of a project, with fresh state, and gives what it exports; what it waits for is parked. */
export function loadProgram(files: Files, entry: string, scheduler: Scheduler): unknown {
  const loaded = new Map<string, { exports: unknown }>()
  const replaced = parkedModules(scheduler, (url) => load(found(files, url.pathname.slice(1))))
  const quiet = Object.fromEntries(['log', 'debug', 'info', 'warn', 'error'].map((name) => [name, () => undefined]))
  const later = (callback: () => void, milliseconds?: number) => { void scheduler.park(`timer ${String(milliseconds)}`, callback) }

  function load(path: string): unknown {
    const known = loaded.get(path)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    loaded.set(path, module)
    const code = compileFunction(compile(path, files.get(path)?.toString() ?? ''), ['require', 'module', 'exports', '__url', 'console', 'setTimeout'])
    const require = Object.assign((name: string) => resolve(name, path), { resolve: (name: string) => `file:///${posix.join(posix.dirname(path), name)}` })
    Reflect.apply(code, undefined, [require, module, module.exports, `file:///${path}`, quiet, later])
    return module.exports
  }

  function resolve(name: string, from: string): unknown {
    if (name.startsWith('.')) return load(found(files, posix.join(posix.dirname(from), name)))
    return replaced.get(name.replace(/^node:/, '')) ?? requireReal(name)
  }

  return load(entry)
}

function found(files: Files, path: string): string {
  const candidates = [path, path.replace(/\.js$/, '.ts'), `${path}.js`, `${path}.ts`, `${path}/index.js`, `${path}/index.ts`]
  const match = candidates.find((candidate) => files.has(candidate))
  if (match === undefined) throw new Error(`${path} is not there`)
  return match
}

function compile(path: string, text: string): string {
  const known = compiled.get(text)
  if (known !== undefined) return known
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true, allowJs: true }
  const { outputText } = ts.transpileModule(text, { fileName: path.replace(/\.cjs$/, '.js'), compilerOptions })
  const code = outputText.replaceAll('import.meta.url', '__url')
  compiled.set(text, code)
  return code
}
