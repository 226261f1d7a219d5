import { createRequire } from 'node:module'

interface Driver {
  driver: string
  /** Opens a database in memory. */
  open: () => object
}

/** The drivers that run on this version of Node.js: libsql on all, node:sqlite from 22 on, better-sqlite3 on the one that compiled it. */
export function runnableDrivers(): Driver[] {
  const load = createRequire(import.meta.url)
  const classOf = (driver: string): new (path: string) => object => {
    const loaded = load(driver) as { DatabaseSync: new (path: string) => object } & (new (path: string) => object)
    return driver === 'node:sqlite' ? loaded.DatabaseSync : loaded
  }
  const drivers = ['better-sqlite3', 'libsql', 'node:sqlite'].map((driver) => ({ driver, open: () => new (classOf(driver))(':memory:') }))
  return drivers.filter(({ open }) => {
    try {
      return Boolean(open())
    } catch (error) {
      if (error instanceof Error && /NODE_MODULE_VERSION|No such built-in|Cannot find module 'node:sqlite'/.test(error.message)) return false
      throw error
    }
  })
}
