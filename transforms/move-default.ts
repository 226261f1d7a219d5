// before: function show(name, title = load()) { … }
// after:  async function show(name, title) { if (title === undefined) title = await load(); … }

import { applyEdits } from '../src/apply/apply-edits.js'
import type { Span } from '../src/model/ids.js'
import { type ChangeOf, FileRewrite } from './file-rewrite.js'
import { semicolon } from './style.js'
import type { SyntaxNode } from './syntax-node.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

type Move = ChangeOf<'move-default'>
type RewriteAll = (changes: Move['changes'], file: FileRewrite) => void

/** Moves a parameter's default value to the start of the body; `rewriteAll` makes the changes in it. */
export function moveDefault(change: Move, file: FileRewrite, rewriteAll: RewriteAll): void {
  const { tree, edits } = file
  const parameter = tree.node(change.parameter, 'AssignmentPattern')
  const name = parameter.child('left')
  const body = tree.function(change.function).child('body')
  if (!name || !body?.is('BlockStatement')) throw new UnsupportedRewrite('This default value cannot be moved.', parameter)
  const type = name.child('typeAnnotation')
  if (type && !name.has('optional')) edits.after(type.start, '?')
  edits.replace({ start: name.end, end: parameter.end }, '')
  const written = valueText(change, { start: tree.tokenFrom(name.end, '=').end, end: parameter.end }, { file, rewriteAll })
  writeStatement(`if (${name.string('name')} === undefined) ${name.string('name')} = ${written}`, body, file)
}

/** The value with the changes in it, and with the parentheses and comments around it. */
function valueText({ changes }: Move, span: Span, { file, rewriteAll }: { file: FileRewrite; rewriteAll: RewriteAll }): string {
  const copy = new FileRewrite(file.parts, changes, file.isCopy)
  rewriteAll(changes, copy)
  const inside = copy.sortedEdits().map((edit) => ({ ...edit, start: edit.start - span.start, end: edit.end - span.start }))
  return applyEdits(file.tree.text(span), inside).trim()
}

function writeStatement(statement: string, body: SyntaxNode, { tree, edits, parts: { style } }: FileRewrite): void {
  const directive = body.list('directives').at(-1)
  const at = directive ? tree.endOf(directive) : body.start + 1
  const first = body.list('body').at(0)
  const isOneLine = first !== undefined && !tree.startsLine(first.start)
  const runsOn = first !== undefined && (/^[([`/+-]/.test(tree.text(first)) || edits.opensParenthesis(first.start))
  const end = isOneLine || runsOn ? ';' : semicolon(style)
  edits.after(at, isOneLine ? ` ${statement}${end}` : `${style.eol}${tree.indentAt(body.start)}${style.indent}${statement}${end}`)
}
