import { items, mains } from './grammar-items.js'
import { expressions } from './grammar-expressions.js'
import { simpleStatements, statements } from './grammar-statements.js'
import { knownGaps } from './known-gaps.js'
import type { Language } from './model.js'
import { levels, parseTemplate, type Piece, type Slot } from './template.js'

/** A line of the grammar: its precedence, the template, how often it is chosen, and the only languages that have it. */
export interface Row {
  level?: string
  template: string
  weight?: number
  only?: Language[]
}

/** A row, read. */
export interface Production {
  template: string
  pieces: Piece[]
  level: number
  weight: number
  only: readonly Language[] | undefined
}

const results = ['text', 'flag', 'list', 'nothing']

/** What can stand for each sort; the first has no parts. Statements come once for every result of the function around them. */
export const grammar: ReadonlyMap<string, readonly Production[]> = new Map([
  ...Object.entries({ ...expressions, simple: simpleStatements, item: items, main: mains }).map(([sort, rows]) => production(sort, rows)),
  ...results.map((result) => production(`statement.${result}`, [...simpleStatements, ...statements].map((row) => forResult(row, result)))),
])

function production(sort: string, rows: readonly Row[]): [string, Production[]] {
  const open = rows.filter(({ template }) => !knownGaps.some((gap) => gap.template.test(template)))
  return [sort, open.map(({ template, level = 'comma', weight = 1, only }) => ({
    template, pieces: parseTemplate(template), level: levels[level] ?? 0, weight, only,
  }))]
}

function forResult(row: Row, result: string): Row {
  const returns = result === 'nothing' ? '' : ` {${result}}`
  const template = row.template.replace(/ ?\{result\}/g, returns).replace(/\{(\*?)(block|loop)\}/g, `{$1$2.${result}}`)
  return { ...row, template }
}

/** The sorts of what fills a node's slots, in order. */
export function sortsOfParts(sort: string, { is, parts }: { is: string; parts: readonly unknown[] }): string[] {
  const [kind, result = ''] = sort.split(/[.&]/)
  if (kind === 'block' || kind === 'loop') return parts.map(() => `statement.${result}`)
  if (kind === 'body' || kind === 'arrow') return parts.map((_, index) => (index < parts.length - 1 || result === 'nothing' ? `statement.${result}` : result))
  return slotsOf(is, sort).filter(isFilled).map(({ name }) => name)
}

/** Looks up the production that a node is made from. */
export function productionOf(sort: string, template: string): Production {
  const found = grammar.get(sort)?.find((candidate) => candidate.template === template)
  if (!found) throw new Error(`The grammar has no ${sort} '${template}'.`)
  return found
}

/** A slot that a node fills, and not a name from the scope. */
export function isFilled({ mark, name }: Slot): boolean {
  return (mark === '' || mark === '*') && (grammar.has(name) || /^(block|loop|body|arrow)\./.test(name))
}

function slotsOf(template: string, sort: string): Slot[] {
  return productionOf(sort, template).pieces.filter((piece) => 'name' in piece)
}
