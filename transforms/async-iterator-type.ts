// before: Generator<string, void, number>
// after:  AsyncGenerator<string, void, number>

import type { ChangeOf, FileRewrite } from './file-rewrite.js'

const iteratorName = /^(Generator|IteratorObject|IterableIterator|Iterable|Iterator)$/

/** Gives a written iterator type its async name; those of the items stay. */
export function asyncIteratorType({ type, orSync }: ChangeOf<'async-iterator-type'>, { tree, edits }: FileRewrite): void {
  const text = tree.text(type)
  if (orSync && /^Iterable\s*</.test(text)) {
    edits.open(type, `Async${text} | `)
    return
  }
  // What is in brackets is an item's type, but for the brackets of a promise.
  let depth = 0
  const promises: number[] = []
  for (const { 0: word, index } of text.matchAll(/[\w$]+|[<>[\](){}]/g)) {
    if (word === 'Promise') promises.push(depth)
    else if (/[<[({]/.test(word)) depth += 1
    else if (/[>\])}]/.test(word) && text[index - 1] !== '=') depth -= 1
    else if (iteratorName.test(word) && depth - promises.length === 0) edits.after(type.start + index, 'Async')
  }
}
