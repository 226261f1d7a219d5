import type { CallEffect, EffectTable, ToldEffect, ToldEffects } from '../model/effects.js'
import { databaseEffects } from './databases.js'
import { fileEffects } from './files.js'
import { messageEffects } from './messages.js'
import { networkEffects } from './network.js'
import { otherEffects } from './others.js'

/** What calls of packages do, as far as it is known here. */
export const builtInEffects: readonly EffectTable[] = [...fileEffects, ...networkEffects, ...messageEffects, ...databaseEffects, ...otherEffects]

/** What one call does, and the table that says so. */
export interface KnownCall {
  effect: CallEffect
  table: EffectTable
}

/** The effects of packages: what a person tells, then what is built in. */
export class KnownEffects {
  readonly #tables = new Map<string, EffectTable[]>()

  constructor(private readonly told: readonly ToldEffect[] = []) {
    for (const table of builtInEffects) {
      for (const module of table.modules) this.#tables.set(module, [...this.#tables.get(module) ?? [], table])
    }
  }

  /** What a person says of a module's function, or of a method of what it gave. */
  toldOf(module: string, name: string | undefined): ToldEffects | undefined {
    const own = this.told.filter((each) => each.module === module || each.module === packageOf(module))
    const lastOf = (path: string): string => path.split(/[#.]/).at(-1) ?? path
    return (own.find((each) => lastOf(each.name) === (name ?? 'default')) ?? own.find((each) => each.name === '*'))?.does
  }

  /** The same of a function of the project, by the file that it is written in and its path of names there. */
  toldOfOwn(file: string, path: string): ToldEffects | undefined {
    const own = this.told.filter((each) => each.module === `./${file}`)
    return (own.find((each) => each.name.replace('#', '.') === path) ?? own.find((each) => each.name === '*'))?.does
  }

  /** What a call of a module's export, or of a method of what it gave, does; without a name, of the module itself. Undefined where nothing is known of the module. */
  of(module: string, name: string | undefined): KnownCall | undefined {
    const tables = this.#tables.get(module) ?? this.#tables.get(packageOf(module)) ?? []
    const named = name === undefined ? undefined : tables.find(({ calls }) => Object.hasOwn(calls, name))
    const [first] = tables
    const table = named ?? first
    if (!table) return undefined
    return { table, effect: (named && name !== undefined && named.calls[name]) || (name === undefined && table.itself) || table.otherwise }
  }
}

/** `drizzle-orm` for `drizzle-orm/pg-core`, `@aws-sdk/client-s3` for what lies in it. */
function packageOf(module: string): string {
  return module.split('/').slice(0, module.startsWith('@') ? 2 : 1).join('/')
}
