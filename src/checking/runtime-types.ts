import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ts } from 'ts-morph'

const runtime = 'unblock-runtime'

/** Lets a host find the types of unblock-runtime, which new texts import before anybody has installed it. */
export function withRuntimeTypes(host: ts.CompilerHost, options: ts.CompilerOptions): ts.CompilerHost {
  const types = typesOfRuntime()
  if (types === undefined) return host
  const cache = ts.createModuleResolutionCache(host.getCurrentDirectory(), (path) => host.getCanonicalFileName(path), options)
  return {
    ...host,
    resolveModuleNameLiterals: (literals, containingFile, redirected, used, file) => literals.map((literal) => {
      const mode = ts.getModeForUsageLocation(file, literal, used)
      const found = ts.resolveModuleName(literal.text, containingFile, used, host, cache, redirected, mode)
      return found.resolvedModule || literal.text !== runtime ? found : { resolvedModule: types }
    }),
  }
}

function typesOfRuntime(): ts.ResolvedModuleFull | undefined {
  const resolvedFileName = createRequire(import.meta.url).resolve(runtime).replace(/\.js$/, '.d.ts')
  return existsSync(resolvedFileName) ? { resolvedFileName, extension: ts.Extension.Dts, isExternalLibraryImport: true } : undefined
}
