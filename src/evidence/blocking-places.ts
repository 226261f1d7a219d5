import type { Facts } from '../model/facts.js'
import type { FileId, FunctionId, Place } from '../model/ids.js'
import type { Source } from '../model/source.js'
import { lineStarts, positionOf } from '../report/positions.js'
import type { Frame } from './stack-time.js'

/** What is known to block, looked up as stacks tell of it. */
export interface BlockingPlaces {
  /** A function of the project that a rule speaks of: it is the API. */
  isBlockingApi(id: FunctionId | undefined): boolean
  /** A function blocks in this frame, which it called itself or through others. */
  isCalledBy(id: FunctionId | undefined, frame: Frame, isDirect: boolean): boolean
  /** A blocking call stands on that line. */
  hasCallOn(place: { file: FileId; line: number }): boolean
}

/** Prepares the lookup of all uses of blocking APIs and of databases. */
export function blockingPlaces(facts: Facts, sources: ReadonlyMap<FileId, Source>): BlockingPlaces {
  const names = new Map<FunctionId, Set<string>>()
  const lines = new Map<FileId, Set<number>>()
  const lineOf = lineFinder(sources)
  const uses = [
    ...facts.apiUses.map((use) => ({ ...use, name: lastName(use.rule) })),
    ...facts.databaseCalls.map((call) => ({ ...call, name: lastName(call.method) })),
  ]
  for (const { caller, file, span, name } of uses) {
    names.set(caller, (names.get(caller) ?? new Set()).add(name))
    const found = lines.get(file) ?? new Set()
    for (let line = lineOf(file, span.start); line <= lineOf(file, span.end); line++) found.add(line)
    lines.set(file, found)
  }
  const ruled = new Set(facts.functions.filter(({ hasRule }) => hasRule).map(({ id }) => id))
  return {
    isBlockingApi: (id) => id !== undefined && ruled.has(id),
    isCalledBy: (id, { name, path }, isDirect) => {
      const known = id === undefined ? undefined : names.get(id)
      // Deeper down a short name such as `get` may be anybody's; those of Node.js are not.
      return known?.has(lastName(name)) === true && (isDirect || path.startsWith('node:'))
    },
    hasCallOn: ({ file, line }) => lines.get(file)?.has(line) ?? false,
  }
}

function lineFinder(sources: ReadonlyMap<FileId, Source>): (file: FileId, offset: Place['span']['start']) => number {
  const starts = new Map<FileId, number[]>()
  return (file, offset) => {
    const known = starts.get(file) ?? lineStarts(sources.get(file)?.text ?? '')
    starts.set(file, known)
    return positionOf(known, offset).line
  }
}

function lastName(name: string): string {
  return name.split(/[.#]/).at(-1) ?? name
}
