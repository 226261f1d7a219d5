import type { Flag } from './flag.js'
import type { Place } from './ids.js'

/** A statement, or a member of a class, an object or a type, that begins its line: a comment can stand above it. */
export interface StatementPlace {
  start: number
  /** Where the line above it would begin; comments that stand right above belong to it. */
  above: number
  indent: string
  /** All comments between the code before it and itself. */
  comments: string
}

/** `// unblock-ignore escapes -- reason`: parts that are not there are empty. */
export interface IgnoreFact extends Place {
  code: string
  reason: string
  /** Where the code begins that it is about: what follows it, or its own line. */
  target: number
}

/** A flag that a comment silences. */
export interface IgnoredFlag extends Flag {
  reason: string
}
