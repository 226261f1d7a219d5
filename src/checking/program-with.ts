import { ts } from 'ts-morph'
import { withRuntimeTypes } from './runtime-types.js'

/**
 * The same program with other texts in some of its files, and a checker that nobody has asked anything yet. Files that
 * stay are not parsed again.
 */
export function programWith(program: ts.Program, disk: ts.CompilerHost, texts: ReadonlyMap<string, string>): ts.Program {
  const options = program.getCompilerOptions()
  const served = hostOf(program, disk, texts)
  const usesRuntime = [...texts.values()].some((text) => text.includes('unblock-runtime'))
  const host = usesRuntime ? withRuntimeTypes(served, options) : served
  const known = new Set(program.getSourceFiles().map(({ fileName }) => host.getCanonicalFileName(fileName)))
  const added = [...texts.keys()].filter((path) => !known.has(host.getCanonicalFileName(path)))
  return ts.createProgram({ rootNames: [...program.getRootFileNames(), ...added], options, host, oldProgram: program })
}

function hostOf(program: ts.Program, disk: ts.CompilerHost, texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const served = new Map([...texts].map(([path, text]) => [disk.getCanonicalFileName(path), text]))
  const textOf = (path: string) => served.get(disk.getCanonicalFileName(path))
  return {
    ...disk,
    fileExists: (path) => textOf(path) !== undefined || disk.fileExists(path),
    readFile: (path) => textOf(path) ?? disk.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const text = textOf(path)
      if (text !== undefined) return ts.createSourceFile(path, text, version, true)
      return reusable(program.getSourceFile(path)) ?? disk.getSourceFile(path, version, ...rest)
    },
  }
}

/** A package installed twice is parsed once and wrapped for its second place; a host may not hand out the wrapper. */
function reusable(file: ts.SourceFile | undefined): ts.SourceFile | undefined {
  return file && 'redirectInfo' in file ? undefined : file
}
