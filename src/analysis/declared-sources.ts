import { existsSync } from 'node:fs'
import path from 'node:path'
import { ts } from 'ts-morph'
import { globSync } from 'tinyglobby'
import { importResolverOf } from './import-resolver.js'
import { Packages } from './package-info.js'

const declarationPattern = /\.d(\.[mc]?ts)$/

/** The declaration file that is written for a JavaScript file and stands beside it, whether or not it is there. */
export function declarationPathOf(file: string): string | undefined {
  const extension = /\.([mc]?)js$/.exec(file)
  return extension ? `${file.slice(0, extension.index)}.d.${extension[1] ?? ''}ts` : undefined
}

/** Whether a project has JavaScript files with declarations that are written by hand. */
export function hasDeclaredSources(root: string): boolean {
  const packages = new Packages()
  const declarations = globSync('**/*.d.{ts,mts,cts}', { cwd: root, absolute: true, ignore: ['**/node_modules/**', '**/.git/**'], followSymbolicLinks: false })
  return declarations.some((file) => sourceOf(file, packages) !== undefined)
}

/** Makes an import that TypeScript takes to a declaration file mean the JavaScript file that it was written for, so that importers are its callers. */
export function preferSources(host: ts.CompilerHost, options: ts.CompilerOptions): void {
  const packages = new Packages()
  const resolve = importResolverOf(host, options)
  host.resolveModuleNameLiterals = (...request) => resolve(...request).map((resolution) => {
    const source = sourceOf(resolution.resolvedModule?.resolvedFileName ?? '', packages)
    return source === undefined ? resolution : { resolvedModule: { resolvedFileName: source, extension: path.extname(source), isExternalLibraryImport: false } }
  })
}

function sourceOf(declaration: string, packages: Packages): string | undefined {
  if (!declarationPattern.test(declaration) || declaration.includes('/node_modules/')) return undefined
  const beside = declaration.replace(declarationPattern, (_, extension: string) => extension.replace('ts', 'js'))
  return [beside, entryTypedBy(declaration, packages)].find((source) => source !== undefined && existsSync(source))
}

/** What a package gives whose `types` are these, unless a compiler has written both. */
function entryTypedBy(declaration: string, packages: Packages): string | undefined {
  const { folder, declared } = packages.of(declaration)
  const isBuilt = declared && isBuildOutput(path.relative(folder, declared.entry))
  return declared?.types === declaration && !isBuilt ? declared.entry : undefined
}

/** Whether a package's entry is a compiler's output, by its folder. */
export function isBuildOutput(entry: string): boolean {
  return /^(build|cjs|dist|es|esm|out|output)\//.test(entry)
}
