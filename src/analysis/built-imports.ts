import { existsSync } from 'node:fs'
import path from 'node:path'
import { ts } from 'ts-morph'

/** Where a tsconfig writes what it compiles, and from where. Absolute paths. */
export interface BuildOutput {
  outDir: string
  rootDir: string
}

const sourceExtensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']

/** Makes an import of a built file mean its source, as tests that import from `../dist` do. */
export function importSources(host: ts.CompilerHost, options: ts.CompilerOptions, outputs: readonly BuildOutput[]): void {
  if (outputs.length === 0) return
  const cache = ts.createModuleResolutionCache(host.getCurrentDirectory(), (name) => host.getCanonicalFileName(name), options)
  host.resolveModuleNameLiterals = (literals, containingFile, redirected, chosen, file) => literals.map((literal) => {
    const source = literal.text.startsWith('.') ? sourceOf(path.resolve(path.dirname(containingFile), literal.text), outputs) : undefined
    if (source !== undefined) return { resolvedModule: { resolvedFileName: source, extension: path.extname(source), isExternalLibraryImport: false } }
    return ts.resolveModuleName(literal.text, containingFile, chosen, host, cache, redirected, ts.getModeForUsageLocation(file, literal, chosen))
  })
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
