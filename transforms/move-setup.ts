// before: const db = new Database('app.db')   (all that uses db has moved)
// after:

import type { Span } from '../src/model/ids.js'
import type { Change } from '../src/model/plan.js'
import type { FileRewrite } from './file-rewrite.js'
import { isInSpan } from '../src/is-in-span.js'
import { goneParts } from './moved-code.js'
import type { SyntaxNode } from './syntax-node.js'
import type { SyntaxTree } from './syntax-tree.js'

/** Takes away the statements of the top level that moved blocks took along, unless code that stays uses what they declare. */
export function moveSetup(changes: readonly Change[], file: FileRewrite): void {
  const moves = changes.filter((change) => change.kind === 'move-block')
  const built = changes.filter((change) => change.kind === 'build-in-thread')
  const gone = [...moves.flatMap(({ block, move }) => goneParts(block, move)), ...built.map(({ statement }) => statement)]
  const needs = [...moves.flatMap(({ move }) => move.needs), ...built.flatMap((change) => change.needs)].filter((need) => need.kind === 'statement')
  const candidates = new Map(needs.map(({ statement, names }) => [statement.start, { ...statement, names }]))
  const names = namesOf(file.tree)
  let removed = [...candidates.values()]
  for (let count = -1; count !== removed.length;) {
    count = removed.length
    const stays = (name: string): boolean => [...candidates.values()].some((other) => other.names.includes(name) && !removed.includes(other))
    const spans = [...gone, ...removed]
    removed = removed.filter((statement) => {
      // The name goes on to mean what the client gives.
      if (built.some((change) => change.statement.start === statement.start)) return true
      const isUsed = names.some((node) => statement.names.includes(node.string('name')) && !spans.some((span) => isInSpan(node, span)))
      return !isUsed && !(statement.names.length === 0 && names.some((node) => isInSpan(node, statement) && stays(node.string('name'))))
    })
  }
  for (const lines of linesOf(removed, file.tree)) file.edits.discard(lines, '')
  for (const node of names) if (removed.some((span) => isInSpan(node, span))) file.parts.imports.release(node.string('name'))
}

function namesOf(tree: SyntaxTree): SyntaxNode[] {
  return [...tree.program.descendants()].filter((node) => node.is('Identifier', 'JSXIdentifier') && !node.isMemberName)
}

/** The lines of statements and of the comments above them; of the blank lines around what goes, those before it stay. */
function linesOf(removed: readonly Span[], tree: SyntaxTree): Span[] {
  const groups: Span[] = []
  for (const { start, end } of removed.toSorted((one, other) => one.start - other.start)) {
    const first = withComments(start, tree)
    const lineStart = tree.startsLine(first) ? first - tree.indentAt(first).length : first
    const last = groups.at(-1)
    if (last && tree.source.slice(last.end, lineStart).trim() === '') last.end = end
    else groups.push({ start: lineStart, end })
  }
  return groups.map(({ start, end }) => {
    const isApart = /(^|\n)[ \t]*\r?\n$/.test(tree.source.slice(0, start))
    const behind = (isApart ? /^([ \t]*\r?\n)+|^[ \t]*$/ : /^[ \t]*(\r?\n|$)/).exec(tree.source.slice(end))?.[0] ?? ''
    return { start, end: end + behind.length }
  })
}

/** Where the comments begin that belong to what starts at an offset: no empty line is between them. */
export function withComments(offset: number, tree: SyntaxTree): number {
  let start = offset
  for (let comment = tree.commentBefore(start); comment; comment = tree.commentBefore(start)) {
    const isClose = !/\n\s*\n/.test(tree.source.slice(comment.end, start))
    if (!isClose || !tree.startsLine(comment.start)) return start
    start = comment.start
  }
  return start
}
