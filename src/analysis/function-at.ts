import { ts } from 'ts-morph'
import type { FileId, FunctionId } from '../model/ids.js'
import { FunctionRegistry } from './function-registry.js'
import type { Project } from './project.js'
import { sourceFileOf } from './source-file-of.js'

/** A function as an engine speaks of it: by where it begins, and by its name. */
export interface FunctionSite {
  /** It counts from 1. */
  line: number
  /** It counts from 0; absent where only the line is known. */
  column?: number
  /** Empty for a function without one. */
  name: string
  /** The place was found through a source map, so that it is sure, and the name may be another. */
  isMapped: boolean
}

/** Finds functions by where they begin, from their first word up to their body. */
export type FunctionFinder = (file: FileId, site: FunctionSite) => FunctionId | undefined

/** What a function begins with. */
interface Head {
  id: FunctionId
  name: string
  start: number
  end: number
}

/** Prepares the lookup; the code of a module itself is no function. */
export function functionFinder(project: Project): FunctionFinder {
  const known = new Map<FileId, { tree: ts.SourceFile; heads: Head[] } | undefined>()
  return (file, { line, column, name, isMapped }) => {
    if (!known.has(file)) known.set(file, headsIn(project, file))
    const found = known.get(file)
    if (!found || line < 1) return undefined
    const { tree, heads } = found
    const isNamed = (head: Head) => name === '' || isMapped || head.name === '' || head.name === lastName(name)
    const offset = line <= tree.getLineStarts().length ? ts.getPositionOfLineAndCharacter(tree, line - 1, 0) : tree.end
    const at = column === undefined
      ? heads.filter((head) => ts.getLineAndCharacterOfPosition(tree, head.start).line === line - 1)
      : heads.filter((head) => head.start <= offset + column && offset + column <= head.end)
    const [nearest] = at.filter(isNamed).sort((a, b) => (a.end - a.start) - (b.end - b.start))
    if (nearest) return nearest.id
    // What ran was compiled, and nobody knows from what place; a name that is there once is as good.
    const named = heads.filter((head) => name !== '' && head.name === lastName(name))
    return named.length === 1 ? named[0]?.id : undefined
  }
}

function headsIn(project: Project, file: FileId): { tree: ts.SourceFile; heads: Head[] } | undefined {
  const tree = sourceFileOf(project, file)
  if (!tree) return undefined
  const registry = new FunctionRegistry(() => file, { returnsPromise: () => false, yieldsPromise: () => false })
  const heads = [...registry.namesIn(tree)].flatMap(([node, path]) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return []
    const name = /^[@(]/.test(path) ? '' : path.replace(/~\d+$/, '').split('.').at(-1) ?? ''
    return [{ id: `${file}#${path}` as FunctionId, name, start: node.getStart(), end: node.body.getStart() }]
  })
  return { tree, heads }
}

/** V8 writes `Store.find`, `exports.find` or `get find`. */
function lastName(name: string): string {
  return name.split(/[. ]/).at(-1) ?? name
}
