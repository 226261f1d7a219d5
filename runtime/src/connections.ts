import { createRequire } from 'node:module'

/** What better-sqlite3, libsql and node:sqlite have in common, as far as it is needed. */
interface Connection {
  open?: boolean
  isOpen?: boolean
  inTransaction?: boolean
  isTransaction?: boolean
  exec(sql: string): unknown
}

type Method = (this: Connection, ...args: unknown[]) => unknown

/** Where each driver keeps the class of its connections. */
const drivers: readonly { module: string; className: string | undefined }[] = [
  { module: 'better-sqlite3', className: undefined },
  { module: 'libsql', className: undefined },
  { module: 'node:sqlite', className: 'DatabaseSync' },
]

/** Every use of a connection begins with one of these. */
const entryMethods = ['prepare', 'exec', 'pragma', 'transaction']

/** Notices the connections that are used in this thread, so that no call leaves a transaction open on one. */
export class Connections {
  readonly #used = new Set<Connection>()
  readonly #watched = new Set<object>()

  /** Watches the drivers that a module, given by its URL, has loaded, itself or through others. */
  watchDriversOf(module: string): void {
    const load = createRequire(module)
    for (const { module: driver, className } of drivers) {
      const loaded = exportsIfLoaded(load, driver)
      const found: unknown = className === undefined ? loaded : Reflect.get(Object(loaded) as object, className)
      if (typeof found === 'function') this.#watch(found.prototype as object)
    }
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

/** Never loads what is not loaded yet: it costs time, and node:sqlite prints a warning. */
function exportsIfLoaded(load: NodeJS.Require, driver: string): unknown {
  if (driver.startsWith('node:')) return isBuiltInLoaded(driver.slice('node:'.length)) ? load(driver) as unknown : undefined
  try {
    return load.cache[load.resolve(driver)]?.exports as unknown
  } catch {
    return undefined
  }
}

/** `process.moduleLoadList` is not documented; it is there, and says this, in Node 20, 22 and 24. */
function isBuiltInLoaded(name: string): boolean {
  const list = Reflect.get(process, 'moduleLoadList') as readonly string[] | undefined
  return list?.includes(`NativeModule ${name}`) ?? false
}
