import type { ts } from 'ts-morph'
import type { AliasFact } from '../model/facts.js'
import type { FunctionFact } from '../model/functions.js'
import type { FileId } from '../model/ids.js'
import { groupBy } from '../group-by.js'
import { aliasesOfTwin, hasTwinBeside } from './existing-twins.js'
import type { FunctionRegistry } from './function-registry.js'
import type { NameIndex } from './name-index.js'
import type { ValueFacts } from './value-facts.js'

/** Where one unit keeps what twins are named by. */
export interface TwinSources {
  registry: FunctionRegistry
  index: NameIndex
  facts: ValueFacts
}

/**
 * Finds each function, and each name that it goes by, a name for its async twin: that of a twin that is there already, else
 * one that is free in all units. The members of a family share it, as their callers know only the name.
 */
export function nameTwins(units: readonly TwinSources[]): void {
  const namer = new TwinNamer(units)
  const facts = units.flatMap(({ registry }) => registry.facts()).filter((fact) => !fact.isAsync && fact.form !== 'module')
  const groups = groupBy(facts.toSorted((a, b) => (a.id < b.id ? -1 : 1)), (fact) => fact.family ?? fact.id)
  for (const group of groups.values()) namer.name(group)
}

class TwinNamer {
  readonly #takenFor = new Map<string, string>()
  readonly #aliases: ReadonlyMap<string, (readonly [AliasFact, ts.Node])[]>

  constructor(private readonly units: readonly TwinSources[]) {
    this.#aliases = groupBy(units.flatMap(({ facts }) => [...facts.aliasNodes]), ([alias]) => alias.function)
  }

  name(group: readonly FunctionFact[]): void {
    const own = group.map((fact) => fact.name || this.#nameElsewhere(fact)).find((name) => name !== '')
    if (own === undefined || !isIdentifier(own)) return
    const exists = (fact: FunctionFact): boolean => this.units.some(({ registry }) => registry.hasTwin(fact, twinOf(own)))
    const name = group.some(exists) ? twinOf(own) : this.#free(own)
    for (const fact of group) fact.twin = { name, exists: exists(fact), ...this.#elsewhere(fact, name) }
  }

  /** A function without a name is known by what importers call it, else by its file's name. */
  #nameElsewhere({ id, file, isDefault }: FunctionFact): string {
    if (!isDefault) return ''
    const known = this.#aliases.get(id)?.find(([{ name, as = name }]) => name === 'default' && as !== 'default')
    return known?.[0].as ?? identifierFrom(file)
  }

  #elsewhere({ id, name: own }: FunctionFact, twinName: string): { elsewhere?: Record<string, string> } {
    const entries: [string, string][] = []
    for (const [alias, node] of this.#aliases.get(id) ?? []) {
      const { as = alias.name } = alias
      const isElsewhere = as !== own && as !== 'default' && isIdentifier(as)
      const twinAs = isElsewhere ? aliasesOfTwin(node, twinName).at(0) ?? this.#free(as) : twinName
      if (isElsewhere) entries.push([as, twinAs])
      if (hasTwinBeside(node, twinAs)) alias.hasTwin = true
    }
    return entries.length === 0 ? {} : { elsewhere: Object.fromEntries(entries) }
  }

  /** `load` and `loadSync` may stand side by side, and so may not have the same twin. */
  #free(name: string): string {
    for (let count = 1; ; count += 1) {
      const candidate = count === 1 ? twinOf(name) : `${twinOf(name)}${String(count)}`
      const takenFor = this.#takenFor.get(candidate)
      if (takenFor === name) return candidate
      if (takenFor === undefined && this.units.every(({ index }) => index.filesWith(candidate).length === 0)) {
        this.#takenFor.set(candidate, name)
        return candidate
      }
    }
  }
}

function isIdentifier(name: string): boolean {
  return /^#?[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
}

function twinOf(name: string): string {
  return `${name.replace(/Sync$/, '')}Async`
}

/** `load-config.ts` → `loadConfig`; a folder's index goes by the folder's name. */
function identifierFrom(file: FileId): string {
  const parts = file.replace(/\.[^./]+$/, '').split('/')
  const base = parts.at(-1) === 'index' ? parts.at(-2) ?? 'index' : parts.at(-1) ?? ''
  return base.replace(/^[^\p{ID_Start}]+/u, '').replace(/[^\p{ID_Continue}]+(.)?/gu, (_, letter?: string) => (letter ?? '').toUpperCase())
}
