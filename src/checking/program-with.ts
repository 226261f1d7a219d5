import { ts } from 'ts-morph'
import type { Unit } from '../analysis/project.js'
import { addRuntimeTypes } from './runtime-types.js'

/**
 * A unit's program with other texts in some of its files, and a checker that nobody has asked anything yet. Files that
 * stay are not parsed again.
 */
export function programWith(unit: Unit, texts: ReadonlyMap<string, string>): ts.Program {
  const { program } = unit
  const options = program.getCompilerOptions()
  const host = hostOf(unit, texts)
  if ([...texts.values()].some((text) => text.includes('unblock-runtime'))) addRuntimeTypes(host, options)
  const known = new Set(program.getSourceFiles().map(({ fileName }) => host.getCanonicalFileName(fileName)))
  const added = [...texts.keys()].filter((path) => !known.has(host.getCanonicalFileName(path)))
  return ts.createProgram({ rootNames: [...program.getRootFileNames(), ...added], options, host, oldProgram: program })
}

function hostOf({ program, host: disk, resolveImports }: Unit, texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const served = new Map([...texts].map(([path, text]) => [disk.getCanonicalFileName(path), text]))
  const textOf = (path: string) => served.get(disk.getCanonicalFileName(path))
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => textOf(path) !== undefined || disk.fileExists(path),
    readFile: (path) => textOf(path) ?? disk.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const text = textOf(path)
      if (text !== undefined) return ts.createSourceFile(path, text, version, true)
      return reusable(program.getSourceFile(path)) ?? disk.getSourceFile(path, version, ...rest)
    },
  }
  // That of the unit's host looks on disk alone, where new files are not.
  delete host.resolveModuleNameLiterals
  resolveImports(host)
  return host
}

/** A package installed twice is parsed once and wrapped for its second place; a host may not hand out the wrapper. */
function reusable(file: ts.SourceFile | undefined): ts.SourceFile | undefined {
  return file && 'redirectInfo' in file ? undefined : file
}
