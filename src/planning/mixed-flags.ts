import { byPlace } from '../by-place.js'
import { groupBy } from '../group-by.js'
import type { DatabaseUseFact } from '../model/database.js'
import type { Flag } from '../model/flag.js'
import type { FunctionId, Place } from '../model/ids.js'
import type { Decisions } from './decide.js'
import type { Graph } from './graph.js'
import { runAtStartup } from './startup.js'

/** More functions than these are counted. */
const named = 4

/** Code that goes on to write on the main thread to a database that converted code uses in the thread; what runs at start-up is done by then. */
export function mixedFlags(graph: Graph, decisions: Decisions): Flag[] {
  const isMoved = ({ caller, move }: DatabaseUseFact): boolean => move.by !== 'nothing' && ['convert', 'twin'].includes(decisions.verdictOf(caller))
  const moved = new Set(graph.facts.databaseUses.filter(isMoved).flatMap(({ databases }) => databases))
  if (moved.size === 0) return []
  const atStartup = runAtStartup(graph)
  const isMixed = ({ file, writes, databases }: Pick<DatabaseUseFact, 'file' | 'writes' | 'databases'>): boolean =>
    writes && !graph.files.get(file)?.isTest && databases.some((database) => moved.has(database))
  const stays = (use: DatabaseUseFact): boolean => (use.move.by === 'nothing' || decisions.verdictOf(use.caller) !== 'convert')
    && !atStartup.has(use.caller)
  const places = [
    ...graph.facts.databaseUses.filter((use) => stays(use) && isMixed(use)),
    ...graph.facts.databaseHandovers.filter((use) => (use.runsLater || !atStartup.has(use.by)) && isMixed(use)).map((use) => ({ ...use, caller: use.by })),
  ]
  // One word on each database is enough: who looks at the first place looks at the others.
  const byDatabase = groupBy(places.toSorted(byPlace), ({ databases }) => databases.filter((database) => moved.has(database)).sort().join(' '))
  return [...byDatabase.values()].flatMap(([first, ...others]) => (first ? [flagOf(first, others.map(({ caller }) => caller))] : []))
}

function flagOf({ file, span, caller }: Place & { caller: FunctionId }, callers: readonly FunctionId[]): Flag {
  const others = new Set(callers)
  others.delete(caller)
  return { code: 'mixed-connections', file, span, function: caller, data: { others: listed([...others]) } }
}

/** `, and so do a.ts#f, a.ts#g and 4 other functions` */
function listed(names: readonly string[]): string {
  const parts = names.length > named ? [...names.slice(0, named), `${String(names.length - named)} other functions`] : names
  const [last] = parts.slice(-1)
  if (last === undefined) return ''
  return `, and so ${parts.length === 1 ? 'does' : 'do'} ${parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`}`
}
