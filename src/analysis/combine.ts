import type { Facts, UnitFacts } from '../model/facts.js'
import type { FunctionFact } from '../model/functions.js'

/** Merges the facts of units. A fact that several units found counts once; the order of the units does not matter. */
export function combine(units: readonly UnitFacts[]): Facts {
  const merge = <Key extends Exclude<keyof UnitFacts, 'version'>>(key: Key): UnitFacts[Key] => distinct(units.flatMap((unit): UnitFacts[Key][number][] => unit[key])) as UnitFacts[Key]
  return {
    version: 1,
    files: merge('files'),
    functions: mergeFunctions(units.flatMap((unit) => unit.functions)),
    calls: merge('calls'),
    apiUses: merge('apiUses'),
    databaseUses: merge('databaseUses'),
    databaseCalls: merge('databaseCalls'),
    databaseWays: merge('databaseWays'),
    databaseHandovers: merge('databaseHandovers'),
    threadObjects: merge('threadObjects'),
    threadErrors: merge('threadErrors'),
    handovers: merge('handovers'),
    aliases: merge('aliases'),
    iteratorTypes: merge('iteratorTypes'),
    resultTypes: merge('resultTypes'),
    handlers: merge('handlers'),
    mocks: merge('mocks'),
    apiMocks: merge('apiMocks'),
    lostPromises: merge('lostPromises'),
    races: merge('races'),
    parallelGroups: merge('parallelGroups'),
    readSequences: merge('readSequences'),
    problems: merge('problems'),
  }
}

function distinct<Item>(items: Item[]): Item[] {
  const byText = new Map(items.map((item) => [JSON.stringify(item), item]))
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item)
}

/** One unit may know of a barrier or a family that another does not see. */
function mergeFunctions(facts: FunctionFact[]): FunctionFact[] {
  const byId = new Map<string, FunctionFact>()
  for (const fact of distinct(facts)) byId.set(fact.id, { ...byId.get(fact.id), ...fact })
  return [...byId.values()]
}
