import type { WireError } from './wire-error'

/** Where a call stands, in memory that both threads share, so that a queued call can be taken back before it runs. */
export const CallState = { free: 0, queued: 1, started: 2, cancelled: 3 } as const

/** A place inside a value: `['rows', 0, 'avatar']`. */
export type Path = readonly (string | number)[]

/** A value on its way to another thread, and what in it structured clone would change: Buffers become plain Uint8Arrays, errors lose class and properties. */
export interface Parcel {
  value: unknown
  buffers: readonly Path[]
  errors: readonly PackedError[]
}

/** An error, and where in a value it is. */
export interface PackedError {
  path: Path
  error: WireError
}

/** An exported name, and a member of what is exported under it: `['userDb', 'find']`; `['default']` for what has no name. */
export type ExportPath = readonly string[]

/** An argument that is an object of a module of the thread itself. */
export interface WireReference {
  /** Which argument. */
  index: number
  module: string
  path: ExportPath
}

/** From the event loop's thread: run an exported function. */
export interface CallMessage {
  id: number
  /** Index of the call's state in the shared memory. */
  slot: number
  /** URL of the module. */
  module: string
  path: ExportPath
  args: Parcel
  references: readonly WireReference[]
  context: unknown
  allowInstances: boolean
}

/** From the event loop's thread: no more calls come. */
export const closeMessage = 'close'

/** From the sync thread: what became of a call. */
export type Answer =
  | { id: number; is: 'result'; result: Parcel }
  | { id: number; is: 'error'; error: WireError }
  /** It was cancelled before it began. */
  | { id: number; is: 'skipped' }

/** What a sync thread is started with. */
export interface ThreadData {
  unblockRuntime: {
    states: SharedArrayBuffer
    /** Whether the main thread loads TypeScript with ts-node. */
    usesTsNode: boolean
  }
}
