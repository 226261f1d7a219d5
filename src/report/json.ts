import type { FileId, FunctionId } from '../model/ids.js'
import type { FileStatus, TextEdit } from '../model/result.js'
import { countChanges, type Counts } from './counts.js'
import { describeFlags, describeIgnored, type DescribedFlag, type DescribedIgnore } from './described-flags.js'
import { unifiedDiff } from './diff.js'
import { handlerOutcomes, type ConversionOutcome } from './handler-outcomes.js'
import type { ConvertOutcome, TestsOutcome } from './outcome.js'
import { createReading } from './reading.js'
import { readsJson, type ReadsJson } from './reads.js'

/** What `unblock convert --json` prints; docs/convert-json.schema.json describes it. */
export interface ConvertJson {
  version: 1
  handlers: HandlerJson[]
  files: FileJson[]
  flags: DescribedFlag[]
  ignored: DescribedIgnore[]
  counts: Counts
  reads: ReadsJson
  tests?: TestsOutcome
}

/** A file, and what would become of it. */
export interface FileJson {
  path: FileId
  status: FileStatus
  diff: string
  /** For who applies it: the whole new text, and what makes it of the old one, by offsets in UTF-16 code units. */
  text?: string
  edits?: readonly TextEdit[]
}

/** A selected handler, where it is registered, and what became of it. */
export interface HandlerJson {
  id: FunctionId
  route?: string
  framework: string
  file: FileId
  line: number
  outcome: ConversionOutcome
}

/** Reports a conversion to a program; with texts to one that applies it itself. */
export function toJson(outcome: ConvertOutcome, { withTexts = false } = {}): ConvertJson {
  const positions = createReading(outcome).positionOf
  return {
    version: 1,
    handlers: handlerOutcomes(outcome).map(({ handler, outcome: result }) => ({
      id: handler.function,
      ...(handler.route !== undefined && { route: handler.route }),
      framework: handler.framework,
      file: handler.file,
      line: positions(handler).line,
      outcome: result,
    })),
    files: outcome.results.map((result) => ({
      path: result.file,
      status: result.status,
      diff: unifiedDiff(result),
      ...(withTexts && { text: result.after, edits: [...outcome.edits.get(result.file) ?? []].sort((a, b) => a.start - b.start) }),
    })),
    flags: describeFlags(outcome),
    ignored: describeIgnored(outcome),
    counts: countChanges(outcome),
    reads: readsJson(outcome),
    ...(outcome.tests && { tests: outcome.tests }),
  }
}
