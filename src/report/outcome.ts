import type { Facts } from '../model/facts.js'
import type { IgnoredFlag } from '../model/comments.js'
import type { Flag } from '../model/flag.js'
import type { FileId } from '../model/ids.js'
import type { Plan } from '../model/plan.js'
import type { FileResult, TextEdit } from '../model/result.js'
import type { Source } from '../model/source.js'

/** All that `unblock convert` found, decided and rewrote. */
export interface ConvertOutcome {
  /** Absolute path of the project. */
  root: string
  /** What was asked for: selectors as typed. */
  selection: string[]
  facts: Facts
  plan: Plan
  results: FileResult[]
  /** What made the new texts of the old, in the order of the text. */
  edits: Map<FileId, readonly TextEdit[]>
  /** Those of the plan and those of the check. */
  flags: Flag[]
  /** What comments in the code silence. */
  ignored: IgnoredFlag[]
  sources: Map<FileId, Source>
  /** The new texts are on disk, so that a person finds all places there. */
  isWritten?: true
}

/** All that `unblock scan` found. */
export interface ScanOutcome {
  /** Absolute path of the project. */
  root: string
  facts: Facts
  sources: Map<FileId, Source>
}
