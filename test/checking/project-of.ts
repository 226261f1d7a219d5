import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ts } from 'ts-morph'
import type { Project } from '../../src/analysis/project.js'
import type { FileId } from '../../src/model/ids.js'
import type { FileResult } from '../../src/model/result.js'
import { temporaryFolder } from '../apply/temporary-folder.js'

const libraries = dirname(createRequire(import.meta.url).resolve('typescript/lib/lib.d.ts'))

/** A project of one unit, which owns these files. */
export function projectOf(files: Record<string, string>, options: ts.CompilerOptions = {}): Project {
  const root = temporaryFolder(files)
  const sources = Object.keys(files).filter((name) => /\.[jt]sx?$/.test(name) && !name.includes('node_modules/'))
  return { root, units: [unitOf(root, sources as FileId[], options)], problems: [], sources: new Map() }
}

/** The unit that these files of a folder make. */
export function unitOf(root: string, files: FileId[], options: ts.CompilerOptions = {}): Project['units'][number] {
  const all: ts.CompilerOptions = {
    strict: true,
    allowJs: true,
    noEmit: true,
    types: [],
    lib: ['lib.es2023.d.ts'],
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.Preserve,
    moduleDetection: ts.ModuleDetectionKind.Force,
    ...options,
  }
  const host = {
    ...ts.createCompilerHost(all, true),
    getDefaultLibLocation: () => libraries,
    getDefaultLibFileName: () => join(libraries, ts.getDefaultLibFileName(all)),
  }
  const program = ts.createProgram({ rootNames: files.map((file) => join(root, file)), options: all, host })
  return { name: '.', options: all, files, program, host, resolveImports: () => {} }
}

/** What a rewrite would hand to the check. */
export function changed(file: string, after: string, status: FileResult['status'] = 'changed'): FileResult {
  return { file: file as FileId, status, before: '', after, sha256: '', hasByteOrderMark: false }
}
