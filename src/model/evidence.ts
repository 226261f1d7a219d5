import type { FunctionId } from './ids.js'

/** How long handlers kept the event loop from going on, by what was measured while the program ran. */
export interface Attribution {
  /** What was measured in all, as far as that is known: wall time, idle or not. */
  measuredMs?: number
  byHandler: ReadonlyMap<FunctionId, HeldTime>
  /** Blocked by calls that no handler was seen to make, start-up code not counted. */
  elsewhereMs: number
}

/** The time of one handler. */
export interface HeldTime {
  ms: number
  /** How often it was reported; a profile does not tell. */
  times?: number
}

/** What was measured, by where that comes from. */
export interface Evidence {
  /** CPU profiles. */
  profile?: Attribution
  /** Lines of the debug mode, each of which tells of one stretch. */
  log?: Attribution
}
