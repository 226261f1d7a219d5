import { dirname, join } from 'node:path'
import { ts } from 'ts-morph'

/**
 * The same program with other texts in some of its files, and a checker that nobody has asked anything yet. Files that
 * stay are not parsed again.
 */
export function programWith(program: ts.Program, texts: ReadonlyMap<string, string>): ts.Program {
  const options = program.getCompilerOptions()
  const host = hostOf(program, texts)
  const known = new Set(program.getSourceFiles().map(({ fileName }) => host.getCanonicalFileName(fileName)))
  const added = [...texts.keys()].filter((path) => !known.has(host.getCanonicalFileName(path)))
  return ts.createProgram({ rootNames: [...program.getRootFileNames(), ...added], options, host, oldProgram: program })
}

function hostOf(program: ts.Program, texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const disk = ts.createCompilerHost(program.getCompilerOptions(), true)
  const served = new Map([...texts].map(([path, text]) => [disk.getCanonicalFileName(path), text]))
  const textOf = (path: string) => served.get(disk.getCanonicalFileName(path))
  const libraries = libraryFolder(program) ?? dirname(disk.getDefaultLibFileName(program.getCompilerOptions()))
  return {
    ...disk,
    getDefaultLibLocation: () => libraries,
    getDefaultLibFileName: (options) => join(libraries, ts.getDefaultLibFileName(options)),
    fileExists: (path) => textOf(path) !== undefined || disk.fileExists(path),
    readFile: (path) => textOf(path) ?? disk.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const text = textOf(path)
      if (text !== undefined) return ts.createSourceFile(path, text, version, true)
      return reusable(program.getSourceFile(path)) ?? disk.getSourceFile(path, version, ...rest)
    },
  }
}

/** Where the program took `lib.d.ts` from, which need not be where this copy of TypeScript would look. */
function libraryFolder(program: ts.Program): string | undefined {
  const library = program.getSourceFiles().find((file) => program.isSourceFileDefaultLibrary(file))
  return library && dirname(library.fileName)
}

/** A package installed twice is parsed once and wrapped for its second place; a host may not hand out the wrapper. */
function reusable(file: ts.SourceFile | undefined): ts.SourceFile | undefined {
  return file && 'redirectInfo' in file ? undefined : file
}
