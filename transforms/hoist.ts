// before: total += measure(path)
// after:  const more = measure(path)
//         total += more

import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { semicolon } from './style.js'

/** Computes an expression ahead of its statement; it stays where it is in the text, and the statement's beginning moves behind it. */
export function hoist(change: ChangeOf<'hoist'>, file: FileRewrite): void {
  const { tree, edits, parts: { style } } = file
  const statement = tree.node(change.statement)
  const expression = tree.node(change.expression)
  const beginning = { start: statement.start, end: expression.start }
  file.moved.add(expression)
  const outer = tree.indentAt(statement.start)
  const indent = style.eol + outer + (change.isAlone ? style.indent : '')
  const between = change.isAlone || tree.startsLine(statement.start) ? `${semicolon(style)}${indent}` : '; '
  edits.replace(beginning, `${change.isAlone ? `{${indent}` : ''}const ${change.name} = `)
  edits.after(expression.end, `${between}${tree.text(beginning)}${change.name}`)
  if (change.isAlone) edits.after(statement.end, `${style.eol}${outer}}`)
}
