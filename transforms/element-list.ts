import type { EditList } from './edit-list.js'
import type { SyntaxNode } from './syntax-node.js'
import type { SyntaxTree } from './syntax-tree.js'

/** Where a comma-separated list is edited. */
export interface ListContext {
  tree: SyntaxTree
  edits: EditList
  eol: string
}

/** Inserts behind an element of a comma-separated list: on a line of its own where the element has one. */
export function insertAfterElement(element: SyntaxNode, text: string, { tree, edits, eol }: ListContext): void {
  const separator = tree.startsLine(element.start) ? eol + tree.indentAt(element.start) : ' '
  edits.after(element.end, `,${separator}${text}`)
}

/** What happens to the elements of a comma-separated list. */
export interface ElementChange {
  removed: SyntaxNode[]
  added: { beside: SyntaxNode; text: string }[]
}

/** Puts new elements in the place of removed ones, or at the end; something must be left in the list. */
export function changeElements(elements: SyntaxNode[], { removed, added }: ElementChange, context: ListContext): void {
  const replaced = new Map<SyntaxNode, string[]>()
  const appended: string[] = []
  for (const { beside, text } of added) {
    if (removed.includes(beside)) replaced.set(beside, [...replaced.get(beside) ?? [], text])
    else appended.push(text)
  }
  for (const [element, texts] of replaced) context.edits.replace(element, texts.join(', '))
  const isKept = (element: SyntaxNode) => replaced.has(element) || !removed.includes(element)
  const lastKept = elements.findLast(isKept)
  const last = elements.at(-1)
  if (!lastKept || !last) return
  for (const text of appended) insertAfterElement(lastKept, text, context)
  elements.forEach((element, index) => {
    const next = elements[index + 1]
    if (next && !isKept(element) && element.start < lastKept.start) {
      context.edits.replace({ start: element.start, end: next.start }, '')
    }
  })
  if (last !== lastKept) context.edits.replace({ start: lastKept.end, end: last.end }, '')
}
