/** A call on a stack, as the engine knows it: in the code that ran, which may be compiled from another. */
export interface Frame {
  /** Empty for a function without a name, and for the code of a module. */
  name: string
  /** Absolute; empty for native code, and `node:fs` for that of Node.js. */
  path: string
  /** Where the function begins; it counts from 1. */
  line: number
  /** It counts from 0; absent where only the line is known. */
  column?: number
}

/** How long the thread spent in this stack. */
export interface StackTime {
  /** The innermost first. */
  frames: readonly Frame[]
  ms: number
  /** How often each line of the innermost function was seen to run, native calls that leave no frame included. */
  ticks?: ReadonlyMap<number, number>
}
