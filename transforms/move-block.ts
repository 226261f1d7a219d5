// before: const user = db.prepare(sql).get(req.params.id)
// after:  const user = await findUser(req.params.id)

import type { BlockMove, BlockRun } from '../src/model/database.js'
import type { Span } from '../src/model/ids.js'
import { writeAwait } from './await-call.js'
import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { ownImportIn } from './import-bindings.js'
import { goneParts, innerRuns, keptStatements } from './moved-code.js'
import { withComments } from './move-setup.js'
import { specifierOf } from './specifier.js'
import { semicolon } from './style.js'
import type { SyntaxTree } from './syntax-tree.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

type Move = ChangeOf<'move-block'>

/** New text, or a part of the old one that stays. */
type Piece = string | Span

/** Puts a call of the function that a block became in the block's place; early exits are asked for again behind it. */
export function moveBlock(change: Move, file: FileRewrite): void {
  const { block, move, isReturned } = change
  const call = callOf(change, file)
  if (move.form === 'expression') {
    if (!isReturned) writeAwait(file.tree.node(block), file)
    writePieces(block, call, file)
  } else {
    writePieces(block, [...bound(move, call, file), semicolon(file.parts.style), ...keptPieces(change, file)], file)
    for (const run of innerRuns(move)) takeOut(run, file)
    nameExtracts(move, file)
  }
}

function callOf({ move, client }: Move, file: FileRewrite): Piece[] {
  const { tree, parts } = file
  const isCommonJs = !tree.isTypeScript && !tree.program.children.some(({ type }) => /^(Import|Export).*Declaration$/.test(type))
  const module = specifierOf(client, { from: tree.file, like: ownImportIn(tree) ?? (isCommonJs ? './module' : './module.js') })
  const name = parts.imports.want({ module, name: move.name, together: { names: file.blocksIn(client), as: 'inThread' } })
  const given = move.parameters.flatMap(({ argument, isComputed, uses: [use] }, index): Piece[] => {
    return [...(index > 0 ? [', '] : []), isComputed && use ? use : argument]
  })
  return [`${name}(`, ...given, ')']
}

/** What the caller does with the block's results. */
function bound({ results, returns }: BlockMove, call: readonly Piece[], { parts: { style } }: FileRewrite): Piece[] {
  const [first, ...others] = results
  if (returns) return ['return await ', ...call]
  if (!first) return ['await ', ...call]
  const names = others.length === 0 ? first.name : `{ ${results.map(({ name }) => name).join(', ')} }`
  if (results.every((result) => result.as !== 'assignment')) {
    return [`${results.some((result) => result.as === 'let') ? 'let' : 'const'} ${names} = await `, ...call]
  }
  if (!results.every((result) => result.as === 'assignment')) {
    throw new UnsupportedRewrite('A block that declares some variables and sets others cannot be moved yet.', { start: 0, end: 0 })
  }
  if (others.length === 0) return [`${names} = await `, ...call]
  return [`${style.semicolons ? '' : ';'}(${names} = await `, ...call, ')']
}

/** The statements that stay, each with what stands above it. */
function keptPieces({ block, move }: Move, { tree, parts: { style } }: FileRewrite): Piece[] {
  const indent = style.eol + tree.indentAt(block.start)
  return keptStatements(move).flatMap((statement) => [above(statement, tree) ?? indent, statement])
}

/** Leaves of a run in a branch what stays of it, with what stands above that; the comments above the run go along. */
function takeOut(run: BlockRun & { span: Span }, file: FileRewrite): void {
  const { tree } = file
  const [first, ...others] = keptStatements(run)
  const start = withComments(run.span.start, tree)
  const next = /^[ \t]*\r?\n\s*/.exec(tree.source.slice(run.span.end))?.[0].length ?? 0
  if (!first) {
    file.edits.discard({ start, end: run.span.end + next }, '')
    return
  }
  const pieces = others.flatMap((statement) => [above(statement, tree) ?? '', statement])
  writePieces({ start, end: run.span.end }, [(above(first, tree) ?? '').trimStart(), first, ...pieces], file)
}

/** What the block computes for statements that stay goes by its name there. */
function nameExtracts({ extracts }: BlockMove, { tree, edits }: FileRewrite): void {
  for (const { expression, name } of extracts) {
    const property = tree.at(expression)[0]?.parent
    const isShort = property?.is('ObjectProperty') && property.child('key')?.string('name') === name && !property.has('computed')
    edits.discard(isShort && property ? property : expression, name)
  }
}

/** Replaces all of a span but the pieces that stay, which come in the order of the text. */
function writePieces(span: Span, pieces: readonly Piece[], { edits }: FileRewrite): void {
  let from = span.start
  let text = ''
  for (const piece of [...pieces, { start: span.end, end: span.end }]) {
    if (typeof piece === 'string') text += piece
    else {
      if (piece.start > from || text !== '') edits.discard({ start: from, end: piece.start }, text)
      from = piece.end
      text = ''
    }
  }
}

/** The blank lines and the comments between a statement and what is before it, but for a comment behind that. */
function above(statement: Span, tree: SyntaxTree): string | undefined {
  const before = tree.tokenBefore(statement.start)?.end ?? statement.start
  return /\r?\n[^]*$/.exec(tree.source.slice(before, statement.start))?.[0]
}

/** Says which imported names are no longer used, as their uses moved. */
export function releaseMoved(change: Move, { tree, parts }: FileRewrite): void {
  const gone = goneParts(change.block, change.move)
  for (const node of tree.program.descendants()) {
    const isName = node.is('Identifier', 'JSXIdentifier') && !node.isMemberName
    if (isName && gone.some((span) => span.start <= node.start && node.end <= span.end)) parts.imports.release(node.string('name'))
  }
}
