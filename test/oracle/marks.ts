import { grammar } from './grammar.js'

/** Every line of the grammar, as reports name it. */
export const productionNames: readonly string[] = [...grammar].flatMap(([sort, productions]) => productions.map(({ template }) => nameOf(sort, template)))

const indexes = new Map(productionNames.map((name, index) => [name, index]))
const marks = /\uE000(\d+)\uE001/g

/** Where a node of the grammar starts in a text. */
export interface Mark {
  offset: number
  production: string
}

/** What stands in a marked text where a node starts. */
export function markOf(sort: string, template: string): string {
  const index = indexes.get(nameOf(sort, template))
  return index === undefined ? '' : `\uE000${String(index)}\uE001`
}

/** The text that was marked. */
export function withoutMarks(text: string): string {
  return text.replace(marks, '')
}

/** The marks of a text, with their offsets in the text without them. */
export function marksIn(text: string): Mark[] {
  let removed = 0
  return [...text.matchAll(marks)].map(({ 0: mark, 1: index, index: start }) => {
    const offset = start - removed
    removed += mark.length
    return { offset, production: productionNames[Number(index)] ?? '' }
  })
}

function nameOf(sort: string, template: string): string {
  return `${sort}: ${template}`
}
