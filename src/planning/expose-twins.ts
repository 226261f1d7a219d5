import type { AliasFact, FunctionFact } from '../model/facts.js'
import type { FileId } from '../model/ids.js'
import type { Change, ExposeForm, Rename } from '../model/plan.js'
import type { Decisions } from './decide.js'
import type { Graph } from './graph.js'
import { twinNameAt, type TwinUser, usersOf } from './twin-users.js'

/** Carries a twin's name along the imports and exports from where it is written to where it is called, no further. */
export function exposeTwins(graph: Graph, decisions: Decisions, fact: FunctionFact): { file: FileId; change: Change }[] {
  const users = usersOf(graph, fact.id)
  const isAsync = ({ by }: TwinUser): boolean => by === undefined || decisions.verdictOf(by) !== 'keep'
  const stays = ({ by, keepsName }: TwinUser): boolean => keepsName === true || (by !== undefined && decisions.verdictOf(by) !== 'convert')
  const way = new WayToUsers(graph.aliasesOf(fact.id), fact)
  for (const user of users) if (isAsync(user) && twinNameAt(graph, fact, user) !== undefined) way.leadTo(user)
  const component = decisions.byFunction.get(fact.id)?.component ?? -1
  return way.aliases().filter((alias) => !alias.hasTwin).map((alias) => {
    const isStillUsed = users.some((user) => user.file === alias.file && stays(user) && (user.as ?? fact.name) === (alias.as ?? alias.name))
    const { file, span } = alias
    return { file, change: { component, kind: 'expose-twin', form: formOf(alias), span, renames: renamesOf(alias, fact), replaces: isImport(alias) && !isStillUsed } }
  })
}

/** Finds the aliases that a name goes through from its function to its users. */
class WayToUsers {
  readonly #needed = new Set<AliasFact>()

  constructor(private readonly all: readonly AliasFact[], private readonly fact: FunctionFact) {}

  aliases(): AliasFact[] {
    return this.all.filter((alias) => this.#needed.has(alias))
  }

  leadTo({ file, as = this.fact.name, asModule }: TwinUser): void {
    if (asModule) this.#needAll(this.all.filter(({ form }) => form === 'module'))
    else this.#leadToName(as, file)
  }

  /** In a file a name was imported or made from another; a member of some object may come from any that has it. */
  #leadToName(name: string, file: FileId): void {
    const local = this.all.filter((alias) => alias.file === file && isLocal(alias) && goesOnAs(alias, name))
    if (local.length > 0) this.#needAll(local)
    else if (file !== this.fact.file || name !== this.fact.name) this.#leadToExport(name)
    else this.#needAll(this.all.filter((alias) => !isLocal(alias) && isMemberAlias(alias) && alias.file === file && goesOnAs(alias, name)))
  }

  #leadToExport(name: string, from?: FileId): void {
    const exported = this.all.filter((alias) => !isLocal(alias) && goesOnAs(alias, name))
    const there = exported.filter((alias) => alias.file === from)
    this.#needAll(there.length > 0 ? there : exported)
  }

  #needAll(aliases: readonly AliasFact[]): void {
    for (const alias of aliases.filter((candidate) => !this.#needed.has(candidate))) {
      this.#needed.add(alias)
      if (alias.from !== undefined) this.#leadToExport(alias.name, alias.from)
      else this.#leadToName(alias.name, alias.file)
    }
  }
}

function goesOnAs({ name, as = name }: AliasFact, wanted: string): boolean {
  return as === wanted
}

function isImport({ form }: AliasFact): boolean {
  return form === 'import' || form === 'binding' || form === 'default-import'
}

function isLocal(alias: AliasFact): boolean {
  return isImport(alias) || alias.form === 'variable'
}

function isMemberAlias({ form }: AliasFact): boolean {
  return form === 'property' || form === 'assignment'
}

function formOf({ form }: AliasFact): ExposeForm {
  return form === 'import' || form === 'export' ? 'specifier' : form
}

function renamesOf({ name, as = name }: AliasFact, { name: own, twin }: FunctionFact): Rename[] {
  const renamed = (wanted: string): Rename => {
    const isOwn = wanted === own || wanted === 'default'
    return { name: wanted, twinName: (isOwn ? twin?.name : twin?.elsewhere?.[wanted]) ?? wanted }
  }
  return [renamed(name), renamed(as)]
}
