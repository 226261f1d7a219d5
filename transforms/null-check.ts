// before: const users = ids?.map(async (id) => { … })
// after:  const users = ids == null ? undefined : await mapAsync(ids, async (id) => { … })

import { needsParentheses, optionalChainAround } from './await-call.js'
import type { FileRewrite } from './file-rewrite.js'
import { isPlainPath } from './receiver.js'
import type { Receiver } from './receiver.js'
import type { SyntaxNode } from './syntax-node.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

/** Tests for null what a call's own `?.` tested; only for a receiver that can be read twice. */
export function writeNullCheck(call: SyntaxNode, receiver: Receiver, file: FileRewrite): void {
  const isOwn = receiver.isOptional && !call.has('optional') && !optionalChainAround(call)
  if (!isOwn || !isPlainPath(receiver.node)) {
    throw new UnsupportedRewrite('An array method in this optional chain cannot become a function call.', call)
  }
  const isWrapped = isOperand(call, file)
  file.edits.open(call, `${isWrapped ? '(' : ''}${file.tree.text(receiver.node)} == null ? undefined : `)
  if (isWrapped) file.edits.close(call, ')')
  file.moved.add(call)
}

function isOperand(call: SyntaxNode, file: FileRewrite): boolean {
  const isOfOperator = /^(Await|Binary|Conditional|Logical|TS|Unary)/.test(call.parent?.type ?? '')
  return needsParentheses(call, file) || (isOfOperator && !call.isParenthesized && !file.moved.has(call))
}
