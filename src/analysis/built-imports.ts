import { existsSync } from 'node:fs'
import path from 'node:path'
import type { ts } from 'ts-morph'
import { importResolverOf } from './import-resolver.js'
import { sourceExtensions } from './paths.js'

/** Where a tsconfig writes what it compiles, and from where. Absolute paths. */
export interface BuildOutput {
  outDir: string
  rootDir: string
}

/** Makes an import of a built file mean its source, as tests that import from `../dist` do. */
export function importSources(host: ts.CompilerHost, options: ts.CompilerOptions, outputs: readonly BuildOutput[]): void {
  if (outputs.length === 0) return
  const resolve = importResolverOf(host, options)
  host.resolveModuleNameLiterals = (literals, containingFile, ...rest) => {
    const sources = literals.map(({ text }) => text.startsWith('.') ? sourceOf(path.resolve(path.dirname(containingFile), text), outputs) : undefined)
    return resolve(literals, containingFile, ...rest).map((resolution, index) => {
      const source = sources[index]
      return source === undefined ? resolution : { resolvedModule: { resolvedFileName: source, extension: path.extname(source), isExternalLibraryImport: false } }
    })
  }
}

function sourceOf(target: string, outputs: readonly BuildOutput[]): string | undefined {
  for (const { outDir, rootDir } of outputs) {
    const relative = path.relative(outDir, target)
    if (relative.startsWith('..') || path.isAbsolute(relative)) continue
    const stem = path.join(rootDir, relative.replace(/\.[mc]?jsx?$/, ''))
    const candidates = [...sourceExtensions.map((extension) => stem + extension), ...sourceExtensions.map((extension) => path.join(stem, `index${extension}`))]
    const found = candidates.find((candidate) => existsSync(candidate))
    if (found !== undefined) return found
  }
  return undefined
}
