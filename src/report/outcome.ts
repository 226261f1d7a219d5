import type { Evidence } from '../model/evidence.js'
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
  /** What the project's tests said, where they were asked. */
  tests?: TestsOutcome
  /** The new texts are on disk, so that a person finds all places there. */
  isWritten?: true
}

/** How the project's tests judged a conversion. */
export interface TestsOutcome {
  command: string
  /** How often the command was run. */
  runs: number
  /** The tests that failed before the conversion, where some might. */
  failedBefore: string[]
  /** A run failed and the same run, made again, did not. */
  isFlaky: boolean
  /** How many independent parts of the conversion were left out. */
  leftOut: number
}

/** All that `unblock scan` found. */
export interface ScanOutcome {
  /** Absolute path of the project. */
  root: string
  facts: Facts
  sources: Map<FileId, Source>
  /** How long handlers blocked, where that was measured. */
  evidence?: Evidence
}
