import { resolve } from 'node:path'
import { type Files, readFolder } from '../support/folder.js'

/** The flags that the corpus is about. */
export const corpusCodes = [
  'parallel-side-effects', 'race-across-await', 'check-then-act', 'busy-wait', 'await-in-transaction',
  'floating-promise', 'misused-promise', 'unhandled-rejection',
] as const

export type CorpusCode = (typeof corpusCodes)[number]

/** Where a person would look for a flag, or for a repair that makes it needless. */
export interface Label {
  code: CorpusCode
  line: number
  /** `or`: another line of the same situation, where the flag is as good. */
  says: 'flag' | 'flag unless repaired' | 'or'
}

/** One file of fixtures/corpus: a few lines of a program, and what a person would want to be told about them. */
export interface Situation {
  /** `race-across-await/visits.ts` */
  name: string
  text: string
  /** The first line: what goes wrong, or why nothing does. */
  why: string
  labels: Label[]
  schedule: ScheduleNotes
}

/** What test/schedule.test.ts runs: notes at the top of the file. */
export interface ScheduleNotes {
  /** Files that are there before: `// file: a.txt aaa`. */
  files: Record<string, string>
  /** Two that come at the same time: `// request: POST /users {"name":"ann"}`. */
  requests: string[]
  /** What is asked when both are answered, to see the state: `// after: GET /users`. */
  after: string[]
  /** Why the outcome may depend on the schedule without a flag: `// schedules differ: …`. */
  mayDiffer?: string
  /** Why no schedule shows what the flag is about: `// schedules agree: …`. */
  mayAgree?: string
}

export const corpusFolder = resolve(import.meta.dirname, '../../fixtures/corpus')

/** The whole folder as a project, and its situations. */
export function readCorpus(): { files: Files; situations: Situation[] } {
  const files = readFolder(corpusFolder)
  const sources = [...files].filter(([path]) => /\/.*\.c?[jt]s$/.test(path))
  return { files, situations: sources.map(([name, bytes]) => readSituation(name, bytes.toString())) }
}

/** Reads the notes and labels of one file; what is not spelled as it should be is an error. */
export function readSituation(name: string, text: string): Situation {
  const lines = text.split('\n')
  const why = /^\/\/ (.+)$/.exec(lines[0] ?? '')?.[1]
  if (why === undefined) throw new Error(`${name}: the first line says what goes wrong, or why nothing does`)
  const labels = lines.flatMap((line, index) => labelsIn(line, index + 1, name))
  if (why.startsWith('No flag: ') === (labels.length > 0)) throw new Error(`${name}: its first line and its labels disagree`)
  return { name, text, why, labels, schedule: notesIn(lines, name) }
}

function labelsIn(line: string, number: number, name: string): Label[] {
  const [, says, code] = /^.*\S.* \/\/ (flag|flag unless repaired|or): (\S+)$/.exec(line) ?? []
  if (says === undefined) return []
  const known = corpusCodes.find((each) => each === code)
  if (!known || (says !== 'flag' && says !== 'or' && says !== 'flag unless repaired')) throw new Error(`${name}:${String(number)}: no flag ${String(code)}`)
  return [{ code: known, line: number, says }]
}

function notesIn(lines: readonly string[], name: string): ScheduleNotes {
  const notes = (word: string): string[] => lines.flatMap((line) => (line.startsWith(`// ${word}: `) ? [line.slice(word.length + 5)] : []))
  const requests = notes('request')
  if (requests.length !== 0 && requests.length !== 2) throw new Error(`${name}: the schedules of two requests are tried, not of ${String(requests.length)}`)
  const files = notes('file').map((note) => /^(\S+) (.*)$/.exec(note) ?? [])
  const [mayDiffer] = notes('schedules differ')
  const [mayAgree] = notes('schedules agree')
  return {
    files: Object.fromEntries(files.map(([, path = '', content = '']) => [path, content])),
    requests,
    after: notes('after'),
    ...(mayDiffer !== undefined && { mayDiffer }),
    ...(mayAgree !== undefined && { mayAgree }),
  }
}
