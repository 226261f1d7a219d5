import { types } from 'node:util'
import type { PackedError, Parcel, Path } from './protocol'
import { SyncToAsyncError } from './sync-to-async-error'
import { type ErrorClass, fromWireError, isError, toWireError } from './wire-error'

/** What a parcel is called in messages, and whether instances of classes may become plain objects on the way. */
export interface Packing {
  what: string
  allowInstances: boolean
}

/**
 * Gets a value ready for another thread.
 * @throws {SyncToAsyncError} ERR_SYNC_UNCLONEABLE, with the path, where structured clone would lose a class without a word.
 */
export function pack(value: unknown, packing: Packing): Parcel {
  const found = { buffers: [] as Path[], errors: [] as PackedError[] }
  new Inspection(packing, found).visit(value, [])
  return { value, ...found }
}

/** Takes a value out, its Buffers being Buffers again, and its errors of the class among `classes` that has their name. */
export function unpack({ value, buffers, errors }: Parcel, classes: readonly ErrorClass[] = []): unknown {
  return restored(value, [
    ...buffers.map((path) => ({ path, part: bufferOf })),
    ...errors.map(({ path, error }) => ({ path, part: () => fromWireError(error, classes) })),
  ])
}

/** Takes out the copy of a value that has never left its thread: errors are those of the value itself. */
export function unpackCopy(parcel: Parcel, original: unknown): unknown {
  return restored(unpack({ ...parcel, errors: [] }), parcel.errors.map(({ path }) => ({ path, part: () => partAt(original, path) })))
}

/** Turns the error of `postMessage` or `structuredClone` into one that says what could not cross. */
export function uncloneable(what: string, cause: unknown): SyncToAsyncError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new SyncToAsyncError('ERR_SYNC_UNCLONEABLE', `${what} cannot cross to another thread: ${reason}`, { cause })
}

/** JavaScript's own classes whose instances keep their class in structured clone; by name, as each realm has its own. */
const faithful = new Set([
  'Array', 'Date', 'RegExp', 'Map', 'Set', 'Boolean', 'Number', 'String', 'BigInt', 'ArrayBuffer', 'SharedArrayBuffer', 'DataView',
  'Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError',
])

class Inspection {
  readonly #seen = new Set<object>()

  constructor(private readonly packing: Packing, private readonly found: { buffers: Path[]; errors: PackedError[] }) {}

  visit(value: unknown, path: Path): void {
    if (typeof value !== 'object' || value === null || this.#seen.has(value)) return
    if (Buffer.isBuffer(value)) {
      this.found.buffers.push(path)
      return
    }
    if (isError(value)) {
      this.found.errors.push({ path, error: toWireError(value) })
      return
    }
    this.#seen.add(value)
    if (ArrayBuffer.isView(value)) return
    if (!this.packing.allowInstances && !keepsItsClass(value)) throw this.#refuse(value, path)
    if (types.isMap(value) || types.isSet(value)) this.#visitCollection(value, path)
    else for (const [key, part] of Object.entries(value)) this.visit(part, [...path, Array.isArray(value) ? Number(key) : key])
  }

  #visitCollection(collection: Map<unknown, unknown> | Set<unknown>, path: Path): void {
    for (const part of [...collection].flat()) {
      if (isError(part) && !keepsItsClass(part)) throw this.#refuse(part, path)
      if (isError(part)) continue
      if (Buffer.isBuffer(part)) throw uncloneable(`${this.#name(path)} holds a Buffer inside of a Map or Set, which`, 'it would arrive as a Uint8Array')
      this.visit(part, path)
    }
  }

  #refuse(value: object, path: Path): SyncToAsyncError {
    return uncloneable(this.#name(path), `it is an instance of ${value.constructor.name}, whose class and methods would be lost`)
  }

  #name(path: Path): string {
    return this.packing.what + path.map((key) => `[${JSON.stringify(key)}]`).join('')
  }
}

/** Jest runs tests in a realm of their own, while native modules make arrays of the first one: no prototype can be compared with ours. */
function keepsItsClass(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null
  return prototype === null || Object.getPrototypeOf(prototype) === null || isOfLanguage(prototype)
}

function isOfLanguage(prototype: object): boolean {
  const { constructor } = prototype
  return typeof constructor === 'function' && faithful.has(constructor.name) && constructor.prototype === prototype
    && Function.prototype.toString.call(constructor).endsWith('{ [native code] }')
}

interface Restoration {
  path: Path
  /** What belongs there, made of what has arrived. */
  part: (arrived: unknown) => unknown
}

function restored(value: unknown, restorations: readonly Restoration[]): unknown {
  const root = { value }
  for (const { path, part } of restorations) {
    const holder = partAt(root, ['value', ...path].slice(0, -1)) as object
    const last = path.at(-1) ?? 'value'
    Reflect.set(holder, last, part(Reflect.get(holder, last)))
  }
  return root.value
}

function partAt(value: unknown, path: Path): unknown {
  return path.reduce((holder, key) => Reflect.get(holder as object, key) as unknown, value)
}

function bufferOf(arrived: unknown): Buffer {
  const bytes = arrived as Uint8Array
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
