import type { ts } from 'ts-morph'
import type { Unit } from '../analysis/project.js'
import type { Span } from '../model/ids.js'
import { programWith } from './program-with.js'

/** A unit before and after the change. */
export interface Comparison {
  /** Its checker has answered questions already, after which errors asked of it can crash TypeScript. */
  analysed: ts.Program
  /** The same with an unused checker, made when it is first needed. */
  before: () => ts.Program
  after: ts.Program
  /** What the change copied in each file, in the old text: what was wrong in there may be so once more. */
  copied: ReadonlyMap<string, readonly Span[]>
}

/** Something that a change broke in a file. */
export interface Finding {
  code: 'does-not-parse' | 'type-error' | 'floating-promise'
  /** In the new text. */
  span: Span
  message: string
}

/** Sets a program beside what it becomes with these texts. */
export function compare(unit: Unit, texts: ReadonlyMap<string, string>, copied: ReadonlyMap<string, readonly Span[]>): Comparison {
  let unused: ts.Program | undefined
  return { analysed: unit.program, before: () => (unused ??= programWith(unit, new Map())), after: programWith(unit, texts), copied }
}
