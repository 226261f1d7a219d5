import { SyncToAsyncError } from './sync-to-async-error'

/** A thrown value as structured clone can carry it. Posted as they are, errors lose their class and most properties (Node 20, 22 and 24). */
export type WireError =
  | { is: 'value'; value: unknown }
  | {
    is: 'error'
    className: string
    name: string
    message: string
    stack: string | undefined
    properties: Record<string, unknown>
    cause: WireError | undefined
    errors: WireError[] | undefined
  }

export type ErrorClass = abstract new (...args: never[]) => Error

const deepestCause = 8
const ownHandling = new Set(['stack', 'message', 'name', 'cause', 'errors'])
const builtIn: readonly ErrorClass[] = [
  Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError, SyncToAsyncError,
]

/** Takes a thrown value apart. */
export function toWireError(thrown: unknown, depth = 0): WireError {
  if (!isError(thrown)) return { is: 'value', value: isCloneable(thrown) ? thrown : String(thrown) }
  const inner = (value: unknown): WireError => depth < deepestCause ? toWireError(value, depth + 1) : { is: 'value', value: '[cause too deep]' }
  const own = Object.getOwnPropertyNames(thrown).filter((key) => !ownHandling.has(key)).map((key): [string, unknown] => [key, Reflect.get(thrown, key)])
  return {
    is: 'error',
    className: thrown.constructor.name,
    name: thrown.name,
    message: thrown.message,
    stack: thrown.stack,
    properties: Object.fromEntries(own.filter(([, value]) => isCloneable(value))),
    cause: 'cause' in thrown ? inner(thrown.cause) : undefined,
    errors: 'errors' in thrown && Array.isArray(thrown.errors) ? thrown.errors.map(inner) : undefined,
  }
}

/** Puts it together again, as an instance of the class among `classes` that has its name, else of the built-in one, else of Error. */
export function fromWireError(wire: WireError, classes: readonly ErrorClass[]): unknown {
  if (wire.is === 'value') return wire.value
  const known = [...classes, ...builtIn]
  const errorClass = known.find(({ name }) => name === wire.className) ?? known.find(({ name }) => name === wire.name) ?? Error
  // Made by Error and not by its class: a real error for util.types, and no constructor of the user runs a second time.
  const error: Error = new Error(wire.message)
  Object.setPrototypeOf(error, errorClass.prototype as object)
  Object.assign(error, wire.properties)
  if (error.name !== wire.name) setHidden(error, 'name', wire.name)
  if (wire.stack !== undefined) setHidden(error, 'stack', wire.stack)
  if (wire.cause) setHidden(error, 'cause', fromWireError(wire.cause, classes))
  if (wire.errors) setHidden(error, 'errors', wire.errors.map((inner) => fromWireError(inner, classes)))
  return error
}

function setHidden(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, writable: true, configurable: true })
}

/** better-sqlite3's SqliteError is made by a function and not by Error: `instanceof` alone knows it, util.types.isNativeError does not. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]'
}

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value)
    return true
  } catch {
    return false
  }
}
