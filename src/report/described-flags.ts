import { flagTexts } from '../flags/index.js'
import type { FlagCode, Severity } from '../model/flag.js'
import type { FunctionId } from '../model/ids.js'
import { byPlace } from './by-place.js'
import { createPositions } from './positions.js'
import type { ConvertOutcome } from './outcome.js'

/** A flag as a person reads it. */
export interface DescribedFlag {
  code: FlagCode
  severity: Severity
  file: string
  line: number
  column: number
  function?: FunctionId
  message: string
  help: string
}

/** Puts the flags in the order of their places, each with its sentences. */
export function describeFlags({ flags, sources }: Pick<ConvertOutcome, 'flags' | 'sources'>): DescribedFlag[] {
  const positions = createPositions(sources)
  return flags.toSorted(byPlace).map((flag) => ({
    code: flag.code,
    severity: flagTexts[flag.code].severity,
    file: flag.file,
    ...positions(flag),
    ...(flag.function !== undefined && { function: flag.function }),
    message: flagTexts[flag.code].message(flag.data),
    help: flagTexts[flag.code].help(flag.data),
  }))
}
