// before: for (const path of walk(folder)) { … }        const paths = [...walk(folder)]
// after:  for await (const path of walk(folder)) { … }  const paths = await arrayFromAsync(walk(folder))

import { writeAwait } from './await-call.js'
import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import type { SyntaxNode } from './syntax-node.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

/** Makes what takes a generator's items wait for each. */
export function iterateAsync({ items: span }: ChangeOf<'iterate-async'>, file: FileRewrite): void {
  const items = file.tree.node(span)
  const { parent } = items
  if (parent?.is('ForOfStatement')) awaitLoop(parent, file)
  else if (parent?.is('VariableDeclarator')) take(items, parent.child('id'), file)
  else if (parent?.is('AssignmentExpression')) take(items, parent.child('left'), file)
  else if (isWholeList(parent, file)) replaceList(parent.parent, file)
  else if (parent?.is('CallExpression') && file.tree.text(parent.child('callee') ?? parent) === 'Array.from') replaceFrom(parent, file)
  else if (parent?.is('SpreadElement', 'CallExpression', 'NewExpression')) collect(items, '', file)
  else throw new UnsupportedRewrite('The type that is asserted of a generator here cannot be rewritten.', span)
}

function awaitLoop(loop: SyntaxNode, { tree, edits }: FileRewrite): void {
  if (!loop.has('await')) edits.after(tree.tokenFrom(loop.start, 'for').end, ' await')
}

/** `const [first] = walk()` ends the generator after its first item. */
function take(items: SyntaxNode, pattern: SyntaxNode | undefined, file: FileRewrite): void {
  const isRest = pattern?.list('elements').some((element) => element.is('RestElement'))
  collect(items, isRest ? '' : `, ${String(pattern?.count('elements'))}`, file)
}

function collect(items: SyntaxNode, count: string, file: FileRewrite): void {
  const { edits, parts } = file
  writeAwait(items, file)
  edits.open(items, `${parts.helpers.use(count === '' ? 'arrayFromAsync' : 'takeAsync')}(`)
  edits.close(items, `${count})`)
}

function isWholeList(spread: SyntaxNode | undefined, { tree }: FileRewrite): spread is SyntaxNode & { parent: SyntaxNode } {
  const list = spread?.parent
  return spread?.is('SpreadElement') === true && list?.is('ArrayExpression') === true && list.count('elements') === 1 && tree.commentsIn(list).length === 0
}

/** `[...walk()]` → `await arrayFromAsync(walk())` */
function replaceList(list: SyntaxNode, file: FileRewrite): void {
  const { edits, parts, tree } = file
  writeAwait(list, file)
  const open = { start: list.start, end: tree.tokenFrom(list.start, '...').end }
  const last = tree.tokenBefore(list.end)
  const comma = tree.tokenBefore(last?.start ?? list.end)
  edits.replace(open, `${parts.helpers.use('arrayFromAsync')}(`)
  if (last) edits.replace({ start: comma?.text === ',' ? comma.start : last.start, end: last.end }, ')')
}

function replaceFrom(call: SyntaxNode, file: FileRewrite): void {
  const callee = call.child('callee')
  writeAwait(call, file)
  if (callee) file.edits.replace(callee, file.parts.helpers.use('arrayFromAsync'))
}
