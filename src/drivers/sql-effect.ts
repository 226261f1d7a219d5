import type { Effect } from '../model/rules.js'

/** What SQL does, as far as its text tells. */
export interface SqlEffect {
  effect: Effect
  /** It opens or ends a transaction. */
  transaction?: 'begin' | 'end'
}

const reads = new Set(['SELECT', 'VALUES', 'EXPLAIN'])
const writes = new Set([
  'INSERT', 'UPDATE', 'DELETE', 'REPLACE', 'CREATE', 'DROP', 'ALTER', 'REINDEX', 'ANALYZE', 'VACUUM', 'ATTACH', 'DETACH', 'RELEASE', 'SAVEPOINT', 'BEGIN',
  'COMMIT', 'ROLLBACK', 'END',
])
const begins = new Set(['BEGIN', 'SAVEPOINT'])
const ends = new Set(['COMMIT', 'END', 'ROLLBACK', 'RELEASE'])

/** Reads the verbs of SQL, in which a `?` may stand for what is not known. */
export function sqlEffect(text: string): SqlEffect {
  const statements = withoutComments(text).split(';').map((statement) => statement.trim()).filter((statement) => statement !== '')
  const verbs = statements.map(verbOf)
  const effects = new Set(verbs.map(effectOf))
  const begin = verbs.some((verb) => begins.has(verb))
  const end = verbs.some((verb) => ends.has(verb)) && !isTrigger(text)
  return { effect: worst(effects), ...(begin !== end && { transaction: begin ? 'begin' : 'end' }) }
}

/** `BEGIN … END` of a trigger is no transaction, whatever its semicolons look like. */
function isTrigger(text: string): boolean {
  return /\bCREATE\s+(TEMP\w*\s+)?TRIGGER\b/i.test(text)
}

function withoutComments(text: string): string {
  return text.replace(/--[^\n]*/g, ' ').replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/'(?:[^']|'')*'/g, "''")
}

function verbOf(statement: string): string {
  const verb = /^\(*\s*([a-z]+)/i.exec(statement)?.[1]?.toUpperCase() ?? ''
  return verb === 'WITH' ? verbAfterWith(statement) : verb
}

/** The verb outside of all parentheses, behind the common table expressions. */
function verbAfterWith(statement: string): string {
  let outside = statement
  for (let before = ''; before !== outside;) {
    before = outside
    outside = outside.replace(/\([^()]*\)/g, ' ')
  }
  return /\b(SELECT|INSERT|UPDATE|DELETE|REPLACE|VALUES)\b/i.exec(outside)?.[1]?.toUpperCase() ?? ''
}

/** `PRAGMA` may read and may set. */
function effectOf(verb: string): Effect {
  if (reads.has(verb)) return 'read'
  return writes.has(verb) ? 'write' : 'unknown'
}

function worst(effects: ReadonlySet<Effect>): Effect {
  for (const effect of ['write', 'unknown', 'read'] as const) if (effects.has(effect)) return effect
  return 'none'
}
