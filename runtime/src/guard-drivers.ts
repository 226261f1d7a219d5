import Module, { createRequire } from 'node:module'
import { loadedSqlite } from './drivers'
import { guardMethod } from './guard-method'

interface Connection {
  prepare(sql: string): object
  close(): unknown
}
type ConnectionClass = new (path: string) => Connection

const connectionMethods = ['exec', 'pragma', 'serialize', 'loadExtension', 'sync', 'syncUntil']
const statementMethods = ['run', 'get', 'all', 'iterate']
/** Files whose exports are the class of connections, wherever they are installed, and as often as they are. */
const driverFiles = /[\\/](better-sqlite3)[\\/]lib[\\/]index\.js$|[\\/](libsql)[\\/]index\.js$/

/** Guards drivers, each once, as they are loaded. */
class DriverGuard {
  readonly #guarded = new WeakSet()
  #isLoadHooked = false
  #builtIns = 0

  guardLoaded(): void {
    if (!this.#isLoadHooked) {
      this.#isLoadHooked = true
      this.#hookLoad()
      this.#guardInstalled()
    }
    // Nothing tells when node:sqlite is imported, but that there are more modules than before.
    const builtIns = (Reflect.get(process, 'moduleLoadList') as readonly string[] | undefined)?.length ?? 0
    if (builtIns === this.#builtIns) return
    this.#builtIns = builtIns
    const sqlite = loadedSqlite()
    if (sqlite) this.guardDatabase(sqlite, 'node:sqlite')
  }

  guardDatabase(connectionClass: object, driver: string): void {
    if (this.#guarded.has(connectionClass)) return
    this.#guarded.add(connectionClass)
    const prototype = Reflect.get(connectionClass, 'prototype') as object
    const given = (statement: unknown): void => { this.#guardStatements(statement, driver) }
    const before = statementOf(connectionClass as ConnectionClass)
    if (before) given(before)
    guardMethod(prototype, 'prepare', { call: `${driver}: Database.prepare()`, given })
    for (const name of connectionMethods) guardMethod(prototype, name, { call: `${driver}: Database.${name}()` })
  }

  #guardStatements(statement: unknown, driver: string): void {
    const prototype: unknown = Object.getPrototypeOf(statement)
    if (typeof prototype !== 'object' || prototype === null || this.#guarded.has(prototype)) return
    this.#guarded.add(prototype)
    for (const name of statementMethods) guardMethod(prototype, name, { call: `${driver}: Statement.${name}()` })
  }

  #guardInstalled(): void {
    for (const [path, module] of Object.entries(createRequire(__filename).cache)) {
      const [, betterSqlite, libsql] = driverFiles.exec(path) ?? []
      const driver = betterSqlite ?? libsql
      if (driver !== undefined && typeof module?.exports === 'function') this.guardDatabase(module.exports as object, driver)
    }
  }

  /** Not documented, and what tools that watch modules have used since they exist; `import` of CommonJS comes along here, too. */
  #hookLoad(): void {
    const load = Reflect.get(Module, '_load') as (this: unknown, request: string, ...rest: unknown[]) => unknown
    const loaded = (request: string): void => {
      if (/better-sqlite3|libsql/.test(request)) this.#guardInstalled()
      else if (request === 'node:sqlite') this.guardLoaded()
    }
    Reflect.set(Module, '_load', function (this: unknown, request: string, ...rest: unknown[]): unknown {
      const exports = load.call(this, request, ...rest)
      loaded(request)
      return exports
    })
  }
}

const driverGuard = new DriverGuard()

/** Guards the drivers that are loaded, and those of npm that will be, as soon as they are. Costs next to nothing when there is nothing new. */
export function guardDrivers(): void {
  driverGuard.guardLoaded()
}

/**
 * Guards the connections of a class, and their statements. That is done by itself for better-sqlite3, libsql and node:sqlite;
 * call it for a driver that is bundled, or made like these.
 * @param driver What messages call it.
 */
export function guardDatabase(connectionClass: object, driver = String(Reflect.get(connectionClass, 'name'))): void {
  driverGuard.guardDatabase(connectionClass, driver)
}

/** Statements may have been prepared before; no driver exports their class, and all of one driver have the same. */
function statementOf(connectionClass: ConnectionClass): object | undefined {
  try {
    const connection = new connectionClass(':memory:')
    const statement = connection.prepare('SELECT 1')
    connection.close()
    return statement
  } catch {
    return undefined
  }
}
