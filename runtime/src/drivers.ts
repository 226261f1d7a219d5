import { createRequire } from 'node:module'
import type { ErrorClass } from './wire-error'

/** Where each driver keeps the class of its connections. */
const drivers: readonly { module: string; className: string | undefined }[] = [
  { module: 'better-sqlite3', className: undefined },
  { module: 'libsql', className: undefined },
  { module: 'node:sqlite', className: 'DatabaseSync' },
]

/** The classes of connections of those drivers that this thread has loaded, as seen from a module, given by its URL. */
export function loadedDrivers(module: string): object[] {
  const load = createRequire(module)
  return drivers.flatMap(({ module: driver, className }) => {
    const loaded = exportsIfLoaded(load, driver)
    const found: unknown = className === undefined ? loaded : Reflect.get(Object(loaded) as object, className)
    return typeof found === 'function' ? [found] : []
  })
}

/** The class of connections of node:sqlite, if this thread has loaded that. */
export function loadedSqlite(): object | undefined {
  const sqlite = exportsIfLoaded(createRequire(__filename), 'node:sqlite')
  return sqlite === undefined ? undefined : Reflect.get(sqlite as object, 'DatabaseSync') as object
}

/** `SqliteError`, so that `instanceof` works on what a thread threw: who asks that has loaded the driver. */
export function driverErrors(module: string): ErrorClass[] {
  if (!module.startsWith('file:')) return []
  return loadedDrivers(module).map((driver): unknown => Reflect.get(driver, 'SqliteError')).filter(isClass)
}

function isClass(value: unknown): value is ErrorClass {
  return typeof value === 'function'
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
