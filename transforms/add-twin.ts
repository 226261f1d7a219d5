// before: function load() { return read() }
// after:  function load() { return read() }  async function loadAsync() { return await readAsync() }

import { applyEdits } from '../src/apply/apply-edits.js'
import type { Span } from '../src/model/ids.js'
import type { TextEdit } from '../src/model/result.js'
import { insertAfterElement } from './element-list.js'
import { FileRewrite } from './file-rewrite.js'
import type { ChangeOf } from './file-rewrite.js'
import type { SyntaxNode } from './syntax-node.js'
import type { SyntaxTree } from './syntax-tree.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

type Twin = ChangeOf<'add-twin'>
type RewriteAll = (changes: Twin['changes'], file: FileRewrite) => void

/** Adds an async copy of a function behind it; `rewriteAll` makes the copy's own changes. */
export function addTwin(change: Twin, file: FileRewrite, rewriteAll: RewriteAll): void {
  const { tree, edits, parts } = file
  const { eol } = parts.style
  const copy = new FileRewrite(parts, change.changes, true)
  rewriteAll(change.changes, copy)
  const declaration = tree.node(change.declaration)
  const text = copyText(change, declaration, { file, edits: copy.sortedEdits() })
  if (declaration.parent?.is('ObjectExpression')) {
    insertAfterElement(declaration, text, { tree, edits, eol })
    return
  }
  const last = lastOverload(declaration)
  const gap = !isSignature(last) && !followsOverload(declaration) ? eol + eol : eol
  edits.after(tree.endOfLine(tree.endOf(last)), gap + tree.indentAt(declaration.start) + text)
}

/** A part of a declaration that is copied, and the new text around it. */
interface Copied {
  part: Span
  head: string
  tail: string
  naming: TextEdit[]
}

function copyText(change: Twin, declaration: SyntaxNode, { file, edits }: { file: FileRewrite; edits: TextEdit[] }): string {
  const { tree } = file
  const { part, head, tail, naming } = copied(change, declaration, tree)
  const inside = [...edits, ...naming].filter((edit) => part.start <= edit.start && edit.end <= part.end)
  const moved = inside.map((edit) => ({ ...edit, start: edit.start - part.start, end: edit.end - part.start }))
  return head + applyEdits(tree.text(part), moved) + tail
}

/** The whole declaration with another name, or its function alone where the rest of it is not to be said twice. */
function copied(change: Twin, declaration: SyntaxNode, tree: SyntaxTree): Copied {
  const { twinName } = change
  const node = tree.function(change.function)
  const end = tree.text(declaration).endsWith(';') && tree.endOf(declaration) === declaration.end ? ';' : ''
  const assigned = declaration.child('expression')
  if (declaration.is('ExportDefaultDeclaration')) return copiedDefault(change, declaration, tree)
  if (assigned && assignsModule(assigned, tree)) {
    return { part: node, head: `module.exports.${twinName} = `, tail: end, naming: namingEdits(change, node, tree) }
  }
  const declarator = declaratorOf(declaration, node)
  const part = declarator ?? { start: withTypes(declaration, tree), end: tree.endOf(declaration) }
  const head = declarator ? tree.text({ start: declaration.start, end: variablesIn(declaration)[0]?.start ?? declaration.start }) : ''
  const naming = namingEdits(change, declarator ?? declaration, tree)
  if (naming.length === 0) throw new UnsupportedRewrite(`The declaration of "${change.name}" has no name to change.`, declaration)
  return { part, head, tail: declarator ? end : '', naming }
}

/** A module has one default export, so the twin is exported by its name. */
function copiedDefault(change: Twin, declaration: SyntaxNode, tree: SyntaxTree): Copied {
  const { twinName } = change
  const node = tree.function(change.function)
  const naming = namingEdits(change, node, tree)
  if (!node.is('FunctionDeclaration')) {
    const end = tree.text(declaration).endsWith(';') ? ';' : ''
    return { part: node, head: `export const ${twinName} = `, tail: end, naming }
  }
  const word = tree.tokenFrom(declaration.start, 'default')
  const unnamed = { start: word.start, end: tree.tokenAfter(word.end)?.start ?? word.end, text: '' }
  const parameters = tree.tokenFrom(node.start, '(').start
  const name = naming.length > 0 ? naming : [{ start: parameters, end: parameters, text: tree.text({ start: parameters - 1, end: parameters }) === ' ' ? twinName : ` ${twinName}` }]
  return { part: { start: withTypes(declaration, tree), end: declaration.end }, head: '', tail: '', naming: [unnamed, ...name] }
}

/** In JavaScript a comment gives a function its types, which its twin needs as well. */
function withTypes(declaration: SyntaxNode, tree: SyntaxTree): number {
  const comment = tree.isTypeScript ? undefined : tree.commentBefore(declaration.start)
  // TypeScript takes a comment on the line of another statement for that one's.
  const isOwn = comment && /(^|\n)[ \t]*$/.test(tree.source.slice(0, comment.start))
  return isOwn && /^\/\*\*[^]*@(param|returns?|type|template|this|overload)\b/.test(comment.text) ? comment.start : declaration.start
}

/** `load` among others in `const load = () => 1, limit = 2`. */
function declaratorOf(declaration: SyntaxNode, node: SyntaxNode): SyntaxNode | undefined {
  const variables = variablesIn(declaration)
  return variables.length > 1 ? variables.find((variable) => variable.contains(node)) : undefined
}

function variablesIn(declaration: SyntaxNode): SyntaxNode[] {
  return (declaration.child('declaration') ?? declaration).list('declarations')
}

function assignsModule(expression: SyntaxNode, tree: SyntaxTree): boolean {
  const left = expression.child('left')
  const right = expression.child('right')
  return (left !== undefined && tree.text(left) === 'module.exports') || (right?.is('AssignmentExpression') === true && assignsModule(right, tree))
}

/** The function's names, wherever this part of its declaration writes them: `load` and `read` in `exports.read = function load() {}`. */
function namingEdits(change: Twin, part: SyntaxNode, tree: SyntaxTree): TextEdit[] {
  const node = tree.function(change.function)
  const around = [node, ...node.ancestors()].filter((ancestor) => part.contains(ancestor))
  return [...new Set(around.flatMap(namesOf))].map((identifier) => {
    const text = twinNameOf(identifier, change)
    if (text === undefined) throw new UnsupportedRewrite(`A twin of "${change.name}" would take the place of "${tree.text(identifier)}".`, identifier)
    const inQuotes = identifier.is('StringLiteral') ? 1 : 0
    return { start: identifier.start + inQuotes, end: identifier.end - inQuotes, text }
  })
}

function twinNameOf(identifier: SyntaxNode, { name, twinName, elsewhere }: Twin): string | undefined {
  const own = identifier.string('name') || identifier.string('value')
  return own === name.replace('#', '') ? twinName.replace('#', '') : elsewhere?.[own]
}

function namesOf(node: SyntaxNode): SyntaxNode[] {
  const declared = node.is('ExportNamedDeclaration', 'ExportDefaultDeclaration') ? node.list('declaration') : [node]
  const targets = declared.flatMap((inner) => ['id', 'key', 'left'].flatMap((field) => inner.list(field)))
  return targets.flatMap((target) => target.child('property') ?? target.child('id') ?? target)
}

/** Of all that a twin is copied from, only a signature has nothing to run. */
function isSignature(declaration: SyntaxNode): boolean {
  return isOverload(declaration) || declaration.is('TSPropertySignature')
}

/** Nothing may come between a function's overloads, so a twin waits for the last of them. */
function lastOverload(declaration: SyntaxNode): SyntaxNode {
  const { siblings } = declaration
  let last = declaration
  for (let index = siblings.indexOf(declaration) + 1; isOverload(last); index++) {
    const next = siblings[index]
    if (!next || nameOf(next) !== nameOf(declaration)) break
    last = next
  }
  return last
}

function followsOverload(declaration: SyntaxNode): boolean {
  const before = declaration.siblings[declaration.siblings.indexOf(declaration) - 1]
  return before !== undefined && isOverload(before) && nameOf(before) === nameOf(declaration)
}

function isOverload(node: SyntaxNode): boolean {
  return (node.child('declaration') ?? node).is('TSDeclareFunction', 'TSDeclareMethod', 'TSMethodSignature')
}

function nameOf(node: SyntaxNode): string | undefined {
  return namesOf(node)[0]?.string('name')
}
