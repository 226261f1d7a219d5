import type { ts } from 'ts-morph'
import type { SqlEffect } from '../../drivers/sql-effect.js'
import type { DriverClass } from '../../drivers/driver.js'
import type { DriverType } from './driver-types.js'

/** A value that works on a connection, and so must not leave the thread of that connection. */
export interface DriverValue {
  /** Absent for an object of the project that holds such a value: `new UserRepository(db)`. */
  type?: DriverType
  /** The expressions that open the connections it may work on; none where nobody can tell. */
  makers: ReadonlySet<ts.Node>
  /** What a prepared statement does. */
  sql?: SqlEffect
}

/** The driver's table for a value's class. */
export function classOf({ type }: DriverValue): DriverClass | undefined {
  return type?.driver.classes[type.class]
}

/** What several expressions give, of which one is taken. */
export function either(values: readonly (DriverValue | undefined)[]): DriverValue | undefined {
  const known = values.filter((value) => value !== undefined)
  const [first, ...others] = known
  if (!first || others.length === 0) return first
  const typed = known.find(({ type }) => type !== undefined) ?? first
  const { sql, ...one } = typed
  const isSame = known.every((value) => value.sql?.effect === sql?.effect)
  return { ...one, makers: new Set(known.flatMap(({ makers }) => [...makers])), ...(isSame && sql && { sql }) }
}
