import { loadedDrivers } from './drivers'

/** What better-sqlite3, libsql and node:sqlite have in common, as far as it is needed. */
interface Connection {
  open?: boolean
  isOpen?: boolean
  inTransaction?: boolean
  isTransaction?: boolean
  exec(sql: string): unknown
}

type Method = (this: Connection, ...args: unknown[]) => unknown

/** Every use of a connection begins with one of these. */
const entryMethods = ['prepare', 'exec', 'pragma', 'transaction']

/** Notices the connections that are used in this thread, so that no call leaves a transaction open on one. */
export class Connections {
  readonly #used = new Set<Connection>()
  readonly #watched = new Set<object>()

  /** Watches the drivers that a module, given by its URL, has loaded, itself or through others. */
  watchDriversOf(module: string): void {
    for (const driver of loadedDrivers(module)) this.#watch(Reflect.get(driver, 'prototype') as object)
  }

  /** Rolls back what is in a transaction, and gives the number of connections that were. */
  rollBackOpen(): number {
    let count = 0
    for (const connection of this.#used) {
      if (!(connection.open ?? connection.isOpen ?? true)) this.#used.delete(connection)
      else if (connection.inTransaction ?? connection.isTransaction ?? false) {
        connection.exec('ROLLBACK')
        count += 1
      }
    }
    return count
  }

  #watch(prototype: object): void {
    if (this.#watched.has(prototype)) return
    this.#watched.add(prototype)
    const used = this.#used
    for (const name of entryMethods) {
      const method = Reflect.get(prototype, name) as Method | undefined
      if (method === undefined) continue
      Reflect.defineProperty(prototype, name, {
        value: function (this: Connection, ...args: unknown[]): unknown {
          used.add(this)
          return method.apply(this, args)
        },
        writable: true, configurable: true,
      })
    }
  }
}
