import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser'
import { UsageError } from '../usage-error.js'
import { configFailure } from './config-failure.js'

/** What a configuration says, whatever it is written in, before anybody has checked it. */
export async function readConfig(file: string): Promise<unknown> {
  const [, kind] = /\.[mc]?(ts|js)$|\.json$/.exec(file) ?? []
  if (kind === 'js') return exported(await runJavaScript(file), file)
  if (kind === 'ts') {
    // The compiler takes a while to load, and no other kind of configuration needs it.
    const { runTypeScript } = await import('./run-typescript.js')
    return exported(runTypeScript(file), file)
  }
  if (path.extname(file) === '.json') return parseJson(file)
  throw new UsageError(`${file} is no configuration: it has to end with .ts, .js, .mjs, .cjs or .json.`)
}

async function runJavaScript(file: string): Promise<unknown> {
  try {
    const module: unknown = await import(pathToFileURL(file).href)
    return module
  } catch (error) {
    throw configFailure(file, error)
  }
}

/** The default export; to an import all that a CommonJS module exports is one. */
function exported(module: unknown, file: string): unknown {
  if (typeof module === 'object' && module !== null && 'default' in module) return isCompiled(module.default) ? module.default.default : module.default
  throw new UsageError(`${file} exports no configuration: write \`export default defineConfig({ … })\`.`)
}

/** A module that was compiled to CommonJS, as Node.js imports it. */
function isCompiled(value: unknown): value is { default: unknown } {
  return typeof value === 'object' && value !== null && '__esModule' in value && 'default' in value
}

function parseJson(file: string): unknown {
  const text = readFileSync(file, 'utf8')
  const errors: ParseError[] = []
  const value: unknown = parse(text, errors, { allowTrailingComma: true })
  const [first] = errors
  if (!first) return value
  const before = text.slice(0, first.offset).split('\n')
  throw new UsageError(`${file}:${before.length}:${(before.at(-1) ?? '').length + 1} is no JSON: ${printParseErrorCode(first.error)}.`)
}
