import { createReading } from '../../src/report/reading.js'
import type { ConvertOutcome } from '../../src/report/outcome.js'
import { flagTexts } from '../../src/flags/index.js'
import type { Flag } from '../../src/model/flag.js'
import type { Place } from '../../src/model/ids.js'

/** Lines of a file, both included and counted from 1. */
export interface Lines {
  file: string
  from: number
  to: number
}

/** What the tool tells a person: `blocks cannot-be-async`, and the code that it means. */
export interface Flagged {
  said: string
  message?: string
  /** An API that is handed on as a value blocks wherever it is called then: `fs.readFileSync`. */
  api?: string
  lines: Lines[]
}

/** Puts flags into lines: those of the flag itself, and those of the function that it names. */
export function flaggedIn({ flags, facts, sources }: ConvertOutcome): Flagged[] {
  const positions = createReading({ sources }).positionOf
  const linesOf = ({ file, span: { start, end } }: Place): Lines => {
    const lineAt = (offset: number): number => positions({ file, span: { start: offset, end: offset } }).line
    return { file, from: lineAt(start), to: lineAt(end) }
  }
  const functions = new Map(facts.functions.map((fact) => [fact.id, fact]))
  return flags.map((flag: Flag) => {
    const named = flag.function && functions.get(flag.function)
    const { message, api } = flag.data
    return {
      said: `${flagTexts[flag.code].severity} ${flag.code}`,
      ...(message !== undefined && { message }),
      ...(api !== undefined && { api }),
      lines: [linesOf(flag), ...(named ? [linesOf({ file: named.file, span: named.declaration ?? named.key })] : [])],
    }
  })
}
