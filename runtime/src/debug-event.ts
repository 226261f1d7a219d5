import type { Site } from './call-site'

/** The part of the program that held the event loop. */
export interface HeldFrame extends Site {
  /** The function of the program itself, or what it called: `readFileSync`, a native `all`. `file` and `line` are in the program. */
  function: string
}

/** The event loop was held longer than `UNBLOCK_SLOW_MS`. */
export interface BlockedEvent {
  type: 'blocked'
  ms: number
  frame: HeldFrame
  /** Innermost first. */
  stack: readonly string[]
  /** The function that the framework, or Node.js, called: `show (src/app.ts:12)`. */
  handler?: string
}

/** A promise was never awaited. */
export interface UnawaitedEvent extends Site {
  type: 'unawaited'
  /** What gave it: `users.sync.js#create`. */
  label: string
}

/** All that was found, when the process ends. */
export interface DebugSummary {
  type: 'summary'
  /** Stretches. */
  blocked: number
  /** Their length in all, and that of the longest. */
  ms: number
  longestMs: number
  /** Promises. */
  unawaited: number
}

/** What debug mode finds. */
export type DebugEvent = BlockedEvent | UnawaitedEvent
