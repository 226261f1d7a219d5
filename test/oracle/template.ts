/** A part of a template: text as it stands, or a place that is filled. */
export type Piece = { text: string } | Slot

/**
 * `{text:add}`: an expression that binds at least as tightly as an addition. `{+text}` declares a variable for the
 * statements that follow, `{^text}` one for the slots with an asterisk behind it: `({^text}) => {*text}`.
 */
export interface Slot {
  mark: Mark
  name: string
  level: string
}

type Mark = '' | '+' | '^' | '*'

const slot = /\{([+^*]?)([\w.&$#]+)(?::(\w+))?\}/g

/** Splits a template at its slots. */
export function parseTemplate(template: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of template.matchAll(slot)) {
    const [whole, mark, name = '', level = 'assign'] = match
    pieces.push({ text: template.slice(end, match.index) }, { mark: isMark(mark) ? mark : '', name, level })
    end = match.index + whole.length
  }
  return [...pieces, { text: template.slice(end) }]
}

function isMark(text: string | undefined): text is Mark {
  return text === '+' || text === '^' || text === '*'
}

/** How tightly the operators of JavaScript bind; parentheses stand only where they are needed. */
export const levels: Readonly<Record<string, number>> = {
  comma: 0, assign: 1, cond: 2, or: 3, and: 4, bitor: 5, equals: 8, compare: 9,
  add: 11, mul: 12, exp: 13, unary: 14, postfix: 15, call: 17, primary: 18,
}
