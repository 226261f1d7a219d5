// before: module.exports = { load }
// after:  module.exports = { load, loadAsync }

import type { Span } from '../src/model/ids.js'
import { applyEdits } from '../src/apply/apply-edits.js'
import { insertAfterElement } from './element-list.js'
import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { insertStatementsBehind } from './import-statement.js'
import type { SyntaxTree } from './syntax-tree.js'

const elementTypes = ['ImportSpecifier', 'ExportSpecifier', 'ObjectProperty']

/** Passes a twin's name on from module to module, beside the function's own name or in its place. */
export function exposeTwin(change: ChangeOf<'expose-twin'>, file: FileRewrite): void {
  const { tree, edits } = file
  const { form, span, name, twinName, replaces } = change
  const isName = form === 'specifier' || form === 'binding'
  const text = isName ? twinName : renameIn(span, { name, twinName }, tree)
  const context = { tree, edits, eol: file.parts.style.eol }
  const [outermost] = tree.at(span)
  const element = outermost?.is(...elementTypes) ? outermost : outermost?.parent
  if (replaces) edits.replace(isName && element ? element : { start: span.start, end: tree.endOf(tree.node(span)) }, text)
  else if (form === 'assignment') insertStatementsBehind(tree.node(span), [text], context)
  else if (element) insertAfterElement(element, text, context)
}

/** A node's text with every identifier of one name replaced. */
function renameIn(span: Span, { name, twinName }: { name: string; twinName: string }, tree: SyntaxTree): string {
  const node = tree.node(span)
  const named = [...node.descendants()].filter((inner) => inner.string('name') === name)
  const starts = new Set(named.map(({ start }) => start - node.start))
  const edits = [...starts].map((start) => ({ start, end: start + name.length, text: twinName }))
  return applyEdits(tree.source.slice(node.start, tree.endOf(node)), edits)
}
