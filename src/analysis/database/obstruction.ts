import { basename } from 'node:path'
import { ts } from 'ts-morph'
import type { StuckReason } from '../../model/database.js'

/** Why code cannot move to the thread, where that is written, and what it is, in words or as it is written. */
export interface Obstruction {
  reason: StuckReason
  at: ts.Node
  what: string
}

/** Says that a piece of code stands in the way. */
export function obstruction(reason: StuckReason, at: ts.Node): Obstruction {
  return { reason, at, what: codeOf(at) }
}

/** A piece of code on one line, cut off where it is long; a file by its name. */
export function codeOf(node: ts.Node): string {
  if (ts.isSourceFile(node)) return basename(node.fileName)
  const text = node.getText().replace(/\s+/g, ' ')
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

const longest = 60
