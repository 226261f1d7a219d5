import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ts } from 'ts-morph'
import { importResolverOf } from '../analysis/import-resolver.js'

/** What new texts import of it. */
const entries = ['unblock-runtime', 'unblock-runtime/guard']

/** Lets a host find the types of unblock-runtime, which new texts import before anybody has installed it. */
export function addRuntimeTypes(host: ts.CompilerHost, options: ts.CompilerOptions): void {
  const types = new Map(entries.map((entry) => [entry, typesOf(entry)]))
  const resolve = importResolverOf(host, options)
  host.resolveModuleNameLiterals = (literals, ...rest) => resolve(literals, ...rest).map((found, index) => {
    const ours = types.get(literals[index]?.text ?? '')
    return found.resolvedModule || !ours ? found : { resolvedModule: ours }
  })
}

function typesOf(entry: string): ts.ResolvedModuleFull | undefined {
  const resolvedFileName = createRequire(import.meta.url).resolve(entry).replace(/\.js$/, '.d.ts')
  return existsSync(resolvedFileName) ? { resolvedFileName, extension: ts.Extension.Dts, isExternalLibraryImport: true } : undefined
}
