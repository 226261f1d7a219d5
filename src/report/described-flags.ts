import { flagTexts } from '../flags/index.js'
import type { Flag, FlagCode, Severity } from '../model/flag.js'
import type { FileId, FunctionId } from '../model/ids.js'
import { byPlace } from '../by-place.js'
import type { ConvertOutcome } from './outcome.js'
import type { Position } from './positions.js'
import { createReading, type Readable, type Reading } from './reading.js'

/** A flag as a person reads it. */
export interface DescribedFlag {
  code: FlagCode
  severity: Severity
  file: FileId
  line: number
  column: number
  endLine: number
  endColumn: number
  function?: FunctionId
  message: string
  help: string
}

/** A flag that a comment silences, and the reason that it gives. */
export interface DescribedIgnore extends DescribedFlag {
  reason: string
}

/** Puts the flags in the order of their places, each with its sentences. */
export function describeFlags(outcome: Pick<ConvertOutcome, 'flags'> & Readable): DescribedFlag[] {
  const reading = createReading(outcome)
  return outcome.flags.toSorted(byPlace).map((flag) => describe(flag, reading))
}

/** The same of what is silenced. */
export function describeIgnored(outcome: Pick<ConvertOutcome, 'ignored'> & Readable): DescribedIgnore[] {
  const reading = createReading(outcome)
  return outcome.ignored.toSorted(byPlace).map((flag) => ({ ...describe(flag, reading), reason: flag.reason }))
}

function describe(flag: Flag, reading: Reading): DescribedFlag {
  return {
    code: flag.code,
    severity: flagTexts[flag.code].severity,
    file: flag.file,
    ...reading.positionOf(flag),
    ...endOf(reading.endOf(flag)),
    ...(flag.function !== undefined && { function: flag.function }),
    message: flagTexts[flag.code].message(flag.data),
    help: flagTexts[flag.code].help(flag.data),
  }
}

function endOf({ line, column }: Position): { endLine: number; endColumn: number } {
  return { endLine: line, endColumn: column }
}
