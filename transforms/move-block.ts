// before: const user = db.prepare(sql).get(req.params.id)
// after:  const user = await findUser(req.params.id)

import type { BlockMove } from '../src/model/database.js'
import type { Span } from '../src/model/ids.js'
import { writeAwait } from './await-call.js'
import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { ownImportIn } from './import-bindings.js'
import { goneParts, keptStatements } from './moved-code.js'
import { specifierOf } from './specifier.js'
import { semicolon } from './style.js'
import type { SyntaxTree } from './syntax-tree.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

type Move = ChangeOf<'move-block'>

/** Puts a call of the function that a block became in the block's place; early exits are asked for again behind it. */
export function moveBlock(change: Move, file: FileRewrite): void {
  const call = callText(change, file)
  if (change.move.form === 'expression') {
    const node = file.tree.node(change.block)
    if (!change.isReturned) writeAwait(node, file)
    file.edits.discard(change.block, call)
  } else replaceStatements(change, `${bound(change.move, call, file)}${semicolon(file.parts.style)}`, file)
}

function callText({ move, client }: Move, { tree, parts }: FileRewrite): string {
  const isCommonJs = !tree.isTypeScript && !tree.program.children.some(({ type }) => /^(Import|Export).*Declaration$/.test(type))
  const module = specifierOf(client, { from: tree.file, like: ownImportIn(tree) ?? (isCommonJs ? './module' : './module.js') })
  const name = parts.imports.want({ module, name: move.name })
  return `${name}(${move.parameters.map(({ argument }) => argument).join(', ')})`
}

/** What the caller does with the block's results. */
function bound({ results, returns }: BlockMove, call: string, { parts: { style } }: FileRewrite): string {
  const [first, ...others] = results
  if (returns) return `return await ${call}`
  if (!first) return `await ${call}`
  const names = others.length === 0 ? first.name : `{ ${results.map(({ name }) => name).join(', ')} }`
  if (results.every((result) => result.as !== 'assignment')) {
    return `${results.some((result) => result.as === 'let') ? 'let' : 'const'} ${names} = await ${call}`
  }
  if (!results.every((result) => result.as === 'assignment')) {
    throw new UnsupportedRewrite('A block that declares some variables and sets others cannot be moved yet.', { start: 0, end: 0 })
  }
  if (others.length === 0) return `${names} = await ${call}`
  return `${style.semicolons ? '' : ';'}(${names} = await ${call})`
}

function replaceStatements({ block, move }: Move, call: string, { tree, edits, parts: { style } }: FileRewrite): void {
  const kept = keptStatements(move)
  const indent = style.eol + tree.indentAt(block.start)
  let start = block.start
  let text = call
  for (const statement of kept) {
    edits.discard({ start, end: statement.start }, text + (above(statement, tree) ?? indent))
    start = statement.end
    text = ''
  }
  if (start < block.end) edits.discard({ start, end: block.end }, text)
  for (const { expression, name } of move.extracts) {
    const property = tree.at(expression)[0]?.parent
    const isShort = property?.is('ObjectProperty') && property.child('key')?.string('name') === name && !property.has('computed')
    edits.discard(isShort && property ? property : expression, name)
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
