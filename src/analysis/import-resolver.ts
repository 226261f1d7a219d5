import { ts } from 'ts-morph'

/** Finds the modules that the imports of a file mean. */
export type ImportResolver = NonNullable<ts.CompilerHost['resolveModuleNameLiterals']>

/** What a host finds them by: what was put into it, else what TypeScript does. */
export function importResolverOf(host: ts.CompilerHost, options: ts.CompilerOptions): ImportResolver {
  if (host.resolveModuleNameLiterals) return host.resolveModuleNameLiterals.bind(host)
  const cache = ts.createModuleResolutionCache(host.getCurrentDirectory(), (name) => host.getCanonicalFileName(name), options)
  return (literals, containingFile, redirected, chosen, file) => literals.map((literal) =>
    ts.resolveModuleName(literal.text, containingFile, chosen, host, cache, redirected, ts.getModeForUsageLocation(file, literal, chosen)))
}
