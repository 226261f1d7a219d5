import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ts } from 'ts-morph'

/** What new texts import of it. */
const entries = ['unblock-runtime', 'unblock-runtime/guard']

/** Lets a host find the types of unblock-runtime, which new texts import before anybody has installed it. */
export function withRuntimeTypes(host: ts.CompilerHost, options: ts.CompilerOptions): ts.CompilerHost {
  const types = new Map(entries.map((entry) => [entry, typesOf(entry)]))
  const cache = ts.createModuleResolutionCache(host.getCurrentDirectory(), (path) => host.getCanonicalFileName(path), options)
  return {
    ...host,
    resolveModuleNameLiterals: (literals, containingFile, redirected, used, file) => literals.map((literal) => {
      const mode = ts.getModeForUsageLocation(file, literal, used)
      const found = ts.resolveModuleName(literal.text, containingFile, used, host, cache, redirected, mode)
      const ours = types.get(literal.text)
      return found.resolvedModule || !ours ? found : { resolvedModule: ours }
    }),
  }
}

function typesOf(entry: string): ts.ResolvedModuleFull | undefined {
  const resolvedFileName = createRequire(import.meta.url).resolve(entry).replace(/\.js$/, '.d.ts')
  return existsSync(resolvedFileName) ? { resolvedFileName, extension: ts.Extension.Dts, isExternalLibraryImport: true } : undefined
}
