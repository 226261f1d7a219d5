// before: const user = db.prepare(sql).get(req.params.id)
// after:  const user = await findUser(req.params.id)

import type { BlockMove, BlockRun } from '../src/model/database.js'
import type { Span } from '../src/model/ids.js'
import { isInSpan } from '../src/is-in-span.js'
import { writeAwait } from './await-call.js'
import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { ownImportIn } from './import-bindings.js'
import { errorKey, goneParts, innerRuns, keptStatements, toldExits, type ToldRun } from './moved-code.js'
import { withComments } from './move-setup.js'
import type { Names } from './names.js'
import { specifierOf } from './specifier.js'
import { semicolon } from './style.js'
import type { SyntaxTree } from './syntax-tree.js'

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
    writePieces(block, [...bound(change, call, file), semicolon(file.parts.style), ...keptPieces(change, file)], file)
    for (const run of innerRuns(move)) takeOut(run, file, rethrown(run, change, file))
    for (const told of toldExits(move)) if (!told.inner) answerTold(told, change, file)
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
function bound({ block, move: { results, returns } }: Move, call: readonly Piece[], { tree, parts: { names: free, style } }: FileRewrite): Piece[] {
  const [first, ...others] = results
  if (returns) return ['return await ', ...call]
  if (!first) return ['await ', ...call]
  const names = others.length === 0 ? first.name : `{ ${results.map(({ name }) => name).join(', ')} }`
  const set = results.filter(({ as }) => as === 'assignment')
  const keyword = results.some(({ as }) => as === 'let') ? 'let' : 'const'
  if (set.length === 0) return [`${keyword} ${names} = await `, ...call]
  if (set.length < results.length) {
    const renamed = results.map(({ name, as }) => (as === 'assignment' ? `${name}: ${otherName(name, free)}` : name))
    const line = semicolon(style) + style.eol + tree.indentAt(block.start)
    return [`${keyword} { ${renamed.join(', ')} } = await `, ...call, ...set.map(({ name }) => `${line}${name} = ${otherName(name, free)}`)]
  }
  if (others.length === 0) return [`${names} = await `, ...call]
  return [`${style.semicolons ? '' : ';'}(${names} = await `, ...call, ')']
}

/** Where a variable is set from a result beside others that are new. */
function otherName(name: string, free: Names): string {
  const found = `found${name.charAt(0).toUpperCase()}${name.slice(1)}`
  return free.isFree(found) ? found : `${found}InThread`
}

/** The statements that stay, each with what stands above it. */
function keptPieces({ block, move }: Move, { tree, parts: { style } }: FileRewrite): Piece[] {
  const indent = tree.indentAt(block.start)
  return keptStatements(move).flatMap((statement) => [aboveIn(indent, statement, tree) ?? style.eol + indent, statement])
}

/** What stood deep in a statement that goes leaves behind what is above it. */
function aboveIn(indent: string, statement: Span, tree: SyntaxTree): string | undefined {
  return tree.indentAt(statement.start) === indent ? above(statement, tree) : undefined
}

/** In a `try` of which something stays, an error of the block is thrown again. */
function rethrown(run: BlockRun & { span: Span }, { move }: Move, { parts: { style } }: FileRewrite): string | undefined {
  const name = toldExits(move).find(({ inner }) => inner?.span.start === run.span.start)?.told.name
  return name === undefined ? undefined : `if (${name}) throw ${name}.${errorKey}${semicolon(style)}`
}

/** `try { … } catch (error) { res.status(500).end() }` → `if (caught) { res.status(500).end() }` */
function answerTold({ statement, told: { name, error, body } }: ToldRun, { move, block }: Move, { tree, edits, parts: { style } }: FileRewrite): void {
  const isBlock = tree.source[body.start] === '{'
  const start = body.start + (isBlock ? 1 : 0)
  const isOnOneLine = !/^[ \t]*\r?\n/.test(tree.source.slice(start))
  const indent = tree.indentAt([...innerRuns(move)].findLast(({ span }) => isInSpan(statement, span))?.span.start ?? block.start)
  const before = isOnOneLine ? ' ' : style.eol + indent + style.indent
  const constant = error?.declared === undefined ? '' : `${before}const ${error.declared} = ${name}.${errorKey}${isOnOneLine ? ';' : semicolon(style)}`
  edits.discard({ start: statement.start, end: start }, `if (${name}) ${isBlock ? '{' : ''}${constant}`)
  outdent({ start, end: body.end }, indent, { tree, edits })
}

/** What stood deep in a statement that went stands by itself now. */
function outdent(span: Span, indent: string, { tree, edits }: Pick<FileRewrite, 'tree' | 'edits'>): void {
  const last = /(?<=\n)[ \t]*(?=\S[^\n]*$)/.exec(tree.source.slice(span.start, span.end))?.[0] ?? indent
  const extra = last.length - indent.length
  if (extra <= 0) return
  for (const match of tree.source.slice(span.start, span.end).matchAll(/\n([ \t]*)/g)) {
    const start = span.start + match.index + 1
    edits.discard({ start, end: start + Math.min(extra, match[1]?.length ?? 0) }, '')
  }
}

/** Leaves of a run in a branch what stays of it, with what stands above that; the comments above the run go along. */
function takeOut(run: BlockRun & { span: Span }, file: FileRewrite, before?: string): void {
  const { tree, parts: { style } } = file
  const [first, ...others] = keptStatements(run)
  const start = withComments(run.span.start, tree)
  const next = /^[ \t]*\r?\n\s*/.exec(tree.source.slice(run.span.end))?.[0].length ?? 0
  if (!first) {
    file.edits.discard({ start, end: run.span.end + (before === undefined ? next : 0) }, before ?? '')
    return
  }
  const indent = tree.indentAt(run.span.start)
  const pieces = others.flatMap((statement) => [aboveIn(indent, statement, tree) ?? style.eol + indent, statement])
  const begin = before === undefined ? (above(first, tree) ?? '').trimStart() : before + (above(first, tree) ?? style.eol + tree.indentAt(first.start))
  writePieces({ start, end: run.span.end }, [begin, first, ...pieces], file)
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
