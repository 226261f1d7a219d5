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

/** Puts new elements in the place of the first removed one, or at the end; something must be left in the list. */
export function changeElements(
  elements: SyntaxNode[], { removed, added }: { removed: SyntaxNode[]; added: string[] }, context: ListContext,
): void {
  const replaced = added.length > 0 ? removed[0] : undefined
  if (replaced) context.edits.replace(replaced, added.join(', '))
  const isKept = (element: SyntaxNode) => element === replaced || !removed.includes(element)
  const lastKept = elements.findLast(isKept)
  const last = elements.at(-1)
  if (!lastKept || !last) return
  if (!replaced) for (const text of added) insertAfterElement(lastKept, text, context)
  elements.forEach((element, index) => {
    const next = elements[index + 1]
    if (next && !isKept(element) && element.start < lastKept.start) {
      context.edits.replace({ start: element.start, end: next.start }, '')
    }
  })
  if (last !== lastKept) context.edits.replace({ start: lastKept.end, end: last.end }, '')
}
