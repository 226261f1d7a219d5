// before: total += measure(path)
// after:  const more = measure(path)
//         total += more

import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { semicolon } from './style.js'
import type { SyntaxNode } from './syntax-node.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

/** Computes an expression ahead of its statement; it stays where it is in the text, and the statement's beginning moves behind it. */
export function hoist(change: ChangeOf<'hoist'>, file: FileRewrite): void {
  const { tree, edits, parts: { style } } = file
  const statement = tree.node(change.statement)
  const expression = tree.node(change.expression)
  const beginning = { start: statement.start, end: expression.start }
  if (tree.commentsIn(beginning).length > 0) throw new UnsupportedRewrite('A comment stands where an awaited value would be taken out.', expression)
  file.moved.add(expression)
  const outer = tree.indentAt(statement.start)
  const indent = style.eol + outer + (change.isAlone ? style.indent : '')
  edits.replace(beginning, `${change.isAlone ? `{${indent}` : ''}const ${change.name} = `)
  edits.after(expression.end, `${semicolon(style)}${indent}${tree.text(beginning)}${change.name}`)
  if (change.isAlone) edits.after(endOf(statement), `${style.eol}${outer}}`)
}

function endOf(statement: SyntaxNode): number {
  return statement.end
}
