import { existsSync, readFileSync } from 'node:fs'
import { createRequire, SourceMap } from 'node:module'
import path from 'node:path'
import { compileFunction } from 'node:vm'
import { transpile } from '../analysis/transpile.js'
import { UsageError } from '../usage-error.js'
import { configFailure, type StackPlace } from './config-failure.js'
import { defineConfig } from './define-config.js'

/**
 * Runs a configuration that is written in TypeScript, with the files that it imports, and gives what it exports. Node.js 20
 * runs no TypeScript, so each file is compiled to CommonJS with the compiler that is here for the analysis.
 */
export function runTypeScript(file: string): unknown {
  const run = new TypeScriptRun()
  try {
    return run.load(file)
  } catch (error) {
    throw error instanceof UsageError ? error : configFailure(file, error, (place) => run.originalOf(place))
  }
}

class TypeScriptRun {
  readonly #modules = new Map<string, { exports: object }>()
  readonly #sourceMaps = new Map<string, SourceMap>()

  load(file: string): object {
    const known = this.#modules.get(file)
    if (known) return known.exports
    const { code, sourceMap, error } = transpile(readFileSync(file, 'utf8'), file)
    if (error) throw new UsageError(`${file}:${error.line}:${error.column} is no TypeScript: ${error.message}`)
    const module = { exports: {} }
    this.#modules.set(file, module)
    this.#sourceMaps.set(file, new SourceMap(sourceMap))
    const run = compileFunction(code, ['exports', 'require', 'module', '__filename', '__dirname'], { filename: file })
    Reflect.apply(run, undefined, [module.exports, this.#requireFrom(file), module, file, path.dirname(file)])
    return module.exports
  }

  /** The place in the TypeScript that a place in the compiled code comes from. */
  originalOf(place: StackPlace): StackPlace {
    const found = this.#sourceMaps.get(place.file)?.findEntry(place.line - 1, place.column - 1)
    return found && 'originalLine' in found ? { file: place.file, line: found.originalLine + 1, column: found.originalColumn + 1 } : place
  }

  #requireFrom(file: string): (specifier: string) => unknown {
    const require: (specifier: string) => unknown = createRequire(file)
    return (specifier) => {
      // Also there where unblock is run without being installed, as `npx unblock` does.
      if (specifier === 'unblock') return { defineConfig }
      const own = typeScriptFile(specifier, file)
      return own === undefined ? require(specifier) : this.load(own)
    }
  }
}

/** The project's TypeScript that a relative import means, which may name the JavaScript that it would become. */
function typeScriptFile(specifier: string, importer: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  const wanted = path.resolve(path.dirname(importer), specifier)
  const candidates = [wanted, wanted.replace(/\.([mc]?)js$/, '.$1ts'), `${wanted}.ts`, path.join(wanted, 'index.ts')]
  return candidates.find((candidate) => /\.[mc]?ts$/.test(candidate) && existsSync(candidate))
}
