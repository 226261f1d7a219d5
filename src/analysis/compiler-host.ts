import path from 'node:path'
import { getLibFiles, getLibFolderPath } from '@ts-morph/common'
import { ts } from 'ts-morph'

const libFolder = getLibFolderPath({})

/** A host that reads from disk, and TypeScript's own library files from ts-morph, which holds them in memory. */
export function createHost(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true)
  const libraries = new Map(getLibFiles().map(({ fileName, text }) => [path.posix.join(libFolder, fileName), text]))
  const readFile = host.readFile.bind(host)
  const fileExists = host.fileExists.bind(host)
  host.getDefaultLibLocation = () => libFolder
  host.getDefaultLibFileName = (chosen) => path.posix.join(libFolder, ts.getDefaultLibFileName(chosen))
  host.readFile = (file) => libraries.get(file) ?? readFile(file)
  host.fileExists = (file) => libraries.has(file) || fileExists(file)
  return host
}
