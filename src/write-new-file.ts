import type { Project } from './analysis/project.js'
import { readSource, SourceError } from './apply/read-source.js'
import type { FileFact } from './model/facts.js'
import type { FileId } from './model/ids.js'
import type { NewFile } from './model/plan.js'
import type { FileResult } from './model/result.js'
import type { Source } from './model/source.js'
import { addDependency } from '../transforms/add-dependency.js'
import { clientModuleText, extendedClient, namesInClient } from '../transforms/client-module.js'
import { surroundingsOf } from '../transforms/surroundings.js'
import { syncModuleText } from '../transforms/sync-module.js'
import { hasWrapper, wrapperModuleText } from '../transforms/wrapper-module.js'
import { UnsupportedRewrite } from '../transforms/unsupported-rewrite.js'

/** The package that converted code imports, and the versions that fit what this version writes. */
const runtime = { name: 'unblock-runtime', range: '^0.1.0' }

/** Where new files come to be. */
export interface Surroundings {
  project: Project
  files: ReadonlyMap<FileId, FileFact>
}

/** Writes a file that comes with the conversion, or extends the one of an earlier run. */
export function writeNewFile(file: NewFile, { project, files }: Surroundings): FileResult {
  const existing = find(project, file.file)
  const after = textOf(file, existing?.text, { project, files })
  if (!existing) return { file: file.file, status: 'created', before: '', after, sha256: '', hasByteOrderMark: false }
  const { text: before, sha256, hasByteOrderMark } = existing
  return { file: file.file, status: before === after ? 'unchanged' : 'changed', before, after, sha256, hasByteOrderMark }
}

function textOf(file: NewFile, existing: string | undefined, { project, files }: Surroundings): string {
  switch (file.kind) {
    case 'manifest':
      return addDependency(existing ?? '{}', runtime.name, runtime.range)
    case 'client': {
      const known = existing === undefined ? [] : namesInClient(existing)
      if (!known) throw new UnsupportedRewrite(`${file.file} exists already and is no client of ${file.of}.`, { start: 0, end: 0 })
      const names = [...new Set([...known, ...file.names])].sort()
      if (existing !== undefined && names.length === known.length) return existing
      const origin = find(project, file.of) ? file.of : originOf(file.of)
      const { moduleKind = 'esm', isDeclared = false, importsByNode = false } = files.get(origin) ?? {}
      const surroundings = surroundingsOf(sourceOf(project, origin), { file: origin, moduleKind })
      const client = { file: file.file, of: file.of, names, errors: file.errors, moduleKind, isDeclared, importsByNode, ...surroundings }
      return (existing === undefined ? undefined : extendedClient(existing, client)) ?? clientModuleText(client)
    }
    case 'wrapper-module': {
      if (existing !== undefined && !hasWrapper(existing, file.wrapper)) throw new UnsupportedRewrite(`${file.file} exists already and exports no ${file.wrapper}.`, { start: 0, end: 0 })
      if (existing !== undefined) return existing
      const { moduleKind = 'esm' } = files.get(file.like) ?? {}
      return wrapperModuleText({ file: file.file, wrapper: file.wrapper, moduleKind, ...surroundingsOf(sourceOf(project, file.like), { file: file.like, moduleKind }) })
    }
    case 'sync-module': {
      const { moduleKind = 'esm' } = files.get(file.from) ?? {}
      return syncModuleText({ file: file.file, from: file.from, source: sourceOf(project, file.from), moduleKind, blocks: file.blocks, objects: file.objects, existing })
    }
  }
}

/** What a module is written like: a sync module that is new is like the file that its code comes from. */
function originOf(module: FileId): FileId {
  return module.replace(/\.sync(?=\.[mc]?[jt]sx?$)/, '') as FileId
}

function sourceOf(project: Project, file: FileId): string {
  return find(project, file)?.text ?? ''
}

function find(project: Project, file: FileId): Source | undefined {
  const known = project.sources.get(file)
  if (known) return known
  try {
    return readSource(project.root, file)
  } catch (error) {
    if (error instanceof SourceError && error.kind === 'missing') return undefined
    throw error
  }
}
