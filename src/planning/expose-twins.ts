import type { AliasFact } from '../model/facts.js'
import type { FunctionFact } from '../model/functions.js'
import type { Place } from '../model/ids.js'
import type { Change, ExposeForm, Rename } from '../model/plan.js'
import { AliasWays, isImport } from './alias-ways.js'
import type { Decisions } from './decide.js'
import type { Graph } from './graph.js'
import { twinNameAt, type TwinUser, usersOf } from './twin-users.js'

/** A place where a twin's name goes on. */
export interface Exposure extends Place {
  change: Change
}

/** Carries a twin's name along the imports and exports from where it is written to where it is called, no further. */
export function exposeTwins(graph: Graph, decisions: Decisions, fact: FunctionFact): Exposure[] {
  const users = usersOf(graph, fact.id)
  const isAsync = ({ by }: TwinUser): boolean => by === undefined || decisions.verdictOf(by) !== 'keep'
  const stays = ({ by, keepsName }: TwinUser): boolean => keepsName === true || (by !== undefined && decisions.verdictOf(by) !== 'convert')
  const way = new WayToUsers(graph.aliasesOf(fact.id), fact)
  for (const user of users) if (isAsync(user) && twinNameAt(graph, fact, user) !== undefined) way.leadTo(user)
  const component = decisions.byFunction.get(fact.id)?.component ?? -1
  return way.aliases().filter((alias) => !alias.hasTwin).map((alias) => {
    const isStillUsed = users.some((user) => user.file === alias.file && stays(user) && (user.as ?? fact.name) === (alias.as ?? alias.name))
    const { file, span } = alias
    return { file, span, change: { component, kind: 'expose-twin', form: formOf(alias), span, renames: renamesOf(alias, fact), replaces: isImport(alias) && !isStillUsed } }
  })
}

/** Finds the aliases that a name goes through from its function to its users. */
class WayToUsers {
  readonly #needed = new Set<AliasFact>()
  readonly #ways: AliasWays

  constructor(private readonly all: readonly AliasFact[], private readonly fact: FunctionFact) {
    this.#ways = new AliasWays(all, fact)
  }

  aliases(): AliasFact[] {
    return this.all.filter((alias) => this.#needed.has(alias))
  }

  leadTo({ file, as = this.fact.name, asModule }: TwinUser): void {
    this.#needAll(asModule ? this.all.filter(({ form }) => form === 'module') : this.#ways.sourcesOfName(as, file))
  }

  #needAll(aliases: readonly AliasFact[]): void {
    for (const alias of aliases.filter((candidate) => !this.#needed.has(candidate))) {
      this.#needed.add(alias)
      this.#needAll(this.#ways.sourcesOf(alias))
    }
  }
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
