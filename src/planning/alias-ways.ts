import type { AliasFact } from '../model/facts.js'
import type { FunctionFact } from '../model/functions.js'
import type { FileId } from '../model/ids.js'

/** How a function's names lead back to it, from alias to alias. */
export class AliasWays {
  constructor(private readonly all: readonly AliasFact[], private readonly fact: FunctionFact) {}

  /** The aliases that an alias may take its name from; none where that is the function's own. */
  sourcesOf(alias: AliasFact): AliasFact[] {
    const found = alias.from === undefined ? this.sourcesOfName(alias.name, alias.file) : this.#exportsOf(alias.name, alias.from)
    return found.filter((source) => source !== alias)
  }

  /** In a file a name was imported or made from another; a member of some object may come from any that has it. */
  sourcesOfName(name: string, file: FileId): AliasFact[] {
    const local = this.all.filter((alias) => alias.file === file && isLocal(alias) && goesOnAs(alias, name))
    if (local.length > 0) return local
    if (file !== this.fact.file || name !== this.fact.name) return this.#exportsOf(name)
    return this.all.filter((alias) => isMemberAlias(alias) && alias.file === file && goesOnAs(alias, name))
  }

  /** Those that start at the function itself: a name that is set again starts nowhere, whatever exports it. */
  grounded(): AliasFact[] {
    const own = [this.fact.name, this.fact.heldAs, 'default']
    const sources = new Map(this.all.map((alias) => [alias, this.sourcesOf(alias)]))
    const isOwn = ({ name }: AliasFact): boolean => own.includes(name)
    const lost = closure(sources, (alias, from, known) => (from.length === 0 ? !isOwn(alias) : from.every((source) => known.has(source))))
    // Members of one name may each come from the other, and one of them comes from the function.
    const mayStart = (alias: AliasFact, from: readonly AliasFact[]): boolean => isOwn(alias) && alias.from === undefined && !from.some((source) => isLocal(source) || lost.has(source))
    const grounded = closure(sources, (alias, from, known) => (from.length === 0 && isOwn(alias)) || mayStart(alias, from) || from.some((source) => known.has(source)))
    return this.all.filter((alias) => grounded.has(alias))
  }

  /** What a module gives this name; where it is not known which module, or how, all that may. */
  #exportsOf(name: string, from?: FileId): AliasFact[] {
    const named = this.all.filter((alias) => goesOnAs(alias, name))
    const exported = named.filter((alias) => !isLocal(alias))
    const there = exported.filter((alias) => alias.file === from)
    if (there.length > 0) return there
    // `lib.f` of a namespace does not say which module it is.
    const isThere = (file: FileId): boolean => (from === undefined ? exported.length === 0 : file === from)
    const constants = named.filter(({ form, file }) => form === 'variable' && isThere(file))
    return constants.length > 0 ? constants : exported
  }
}

/** All aliases that a rule takes in, one because of others. */
function closure(
  sources: ReadonlyMap<AliasFact, readonly AliasFact[]>,
  isTaken: (alias: AliasFact, from: readonly AliasFact[], known: ReadonlySet<AliasFact>) => boolean,
): ReadonlySet<AliasFact> {
  const taken = new Set<AliasFact>()
  for (let known = -1; known < taken.size;) {
    known = taken.size
    for (const [alias, from] of sources) if (!taken.has(alias) && isTaken(alias, from, taken)) taken.add(alias)
  }
  return taken
}

/** An alias that a file takes in. */
export function isImport({ form }: AliasFact): boolean {
  return form === 'import' || form === 'binding' || form === 'default-import'
}

function goesOnAs({ name, as = name }: AliasFact, wanted: string): boolean {
  return as === wanted
}

function isLocal(alias: AliasFact): boolean {
  return isImport(alias) || alias.form === 'variable'
}

function isMemberAlias({ form }: AliasFact): boolean {
  return form === 'property' || form === 'assignment'
}
