import path from 'node:path'
import { getLibFiles, getLibFolderPath } from '@ts-morph/common'
import { ts } from 'ts-morph'

const libFolder = getLibFolderPath({})

/**
 * Parsed files of TypeScript itself and of installed packages, to be shared by programs: every unit of a project reads
 * the same ones.
 */
export class ParsedFiles {
  readonly #files = new Map<string, ts.SourceFile | undefined>()

  get(key: string, parse: () => ts.SourceFile | undefined): ts.SourceFile | undefined {
    if (!this.#files.has(key)) this.#files.set(key, parse())
    return this.#files.get(key)
  }
}

/** A host that reads from disk, and TypeScript's own library files from ts-morph, which holds them in memory. */
export function createHost(options: ts.CompilerOptions, parsed: ParsedFiles): ts.CompilerHost {
  // Without parents, which binding sets anyway.
  const host = ts.createCompilerHost(options)
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors
  const libraries = new Map(getLibFiles().map(({ fileName, text }) => [path.posix.join(libFolder, fileName), text]))
  const readFile = host.readFile.bind(host)
  const fileExists = host.fileExists.bind(host)
  host.getDefaultLibLocation = () => libFolder
  host.getDefaultLibFileName = (chosen) => path.posix.join(libFolder, ts.getDefaultLibFileName(chosen))
  host.readFile = (file) => libraries.get(file) ?? readFile(file)
  host.fileExists = (file) => libraries.has(file) || fileExists(file)
  const getSourceFile = host.getSourceFile.bind(host)
  host.getSourceFile = (file, version, ...rest) => {
    const isShared = libraries.has(file) || (file.includes('/node_modules/') && /\.d\.[mc]?ts$/.test(file))
    if (!isShared || typeof version !== 'object') return getSourceFile(file, version, ...rest)
    // No other option changes how a file of declarations is parsed or bound.
    const key = `${file} ${String(version.impliedNodeFormat)}`
    return parsed.get(key, () => getSourceFile(file, { ...version, languageVersion: ts.ScriptTarget.ESNext }, ...rest))
  }
  return host
}
