// before: files.sort((a, b) => statSync(a).size - statSync(b).size)
// after:  await sortByAsync(files, async (a) => (await stat(a)).size, (a, b) => a - b)

import { applyEdits } from '../src/apply/apply-edits.js'
import type { Comparison } from '../src/model/handovers.js'
import { isInSpan } from '../src/is-in-span.js'
import type { Span } from '../src/model/ids.js'
import type { FileRewrite } from './file-rewrite.js'
import type { SyntaxNode } from './syntax-node.js'
import type { SyntaxTree } from './syntax-tree.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

/** Makes two functions of a comparator: what computes one item's key and may wait, and what compares two keys and may not. */
export function splitComparator(comparator: SyntaxNode, comparison: Comparison, file: FileRewrite): void {
  const { key, parameter, names: [first, second], body, keys } = comparison
  const { edits, tree } = file
  const isInKey = (call: Span) => keys.some(({ span }) => isInSpan(call, span))
  if (file.awaitedIn(body).some((call) => !isInKey(call)) || losesComment(comparator, comparison, tree)) {
    throw new UnsupportedRewrite('This comparator does more than compare the keys of two items.', comparator)
  }
  file.inlined.add(comparator)
  for (const node of tree.at(key)) file.moved.add(node)
  const item = comparator.list('params').find((param) => param.string('name') === parameter)
  edits.discard({ start: comparator.start, end: key.start }, `async (${item ? tree.text(item) : parameter}) => `)
  if (tree.text(key).startsWith('{')) wrap(key, file)
  edits.discard({ start: key.end, end: comparator.end }, `, (${first}, ${second}) => ${compared(comparison, tree)}`)
}

function compared({ body, keys }: Comparison, tree: SyntaxTree): string {
  const edits = keys.map(({ span, name }) => ({ start: span.start - body.start, end: span.end - body.start, text: name }))
  const text = applyEdits(tree.text(body), edits)
  return text.startsWith('{') ? `(${text})` : text
}

function wrap(key: Span, { edits }: FileRewrite): void {
  edits.open(key, '(')
  edits.close(key, ')')
}

function losesComment(comparator: SyntaxNode, { key, body }: Comparison, tree: SyntaxTree): boolean {
  const kept = [...tree.commentsIn(key), ...tree.commentsIn(body)]
  return tree.commentsIn(comparator).some((comment) => !kept.includes(comment))
}
