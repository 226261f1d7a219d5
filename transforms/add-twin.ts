// before: function load() { return read() }
// after:  function load() { return read() }  async function loadAsync() { return await readAsync() }

import { applyEdits } from '../src/apply/apply-edits.js'
import type { TextEdit } from '../src/model/result.js'
import { insertAfterElement } from './element-list.js'
import { FileRewrite } from './file-rewrite.js'
import type { ChangeOf } from './file-rewrite.js'
import type { SyntaxNode } from './syntax-node.js'
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
  const text = copyText(declaration, [...copy.sortedEdits(), ...namingEdits(change, declaration, file)], file)
  if (declaration.parent?.is('ObjectExpression')) {
    insertAfterElement(declaration, text, { tree, edits, eol })
    return
  }
  const gap = hasBody(tree.function(change.function)) ? eol + eol : eol
  edits.after(tree.endOfLine(tree.endOf(lastOverload(declaration))), gap + tree.indentAt(declaration.start) + text)
}

function copyText(declaration: SyntaxNode, edits: TextEdit[], { tree }: FileRewrite): string {
  const span = { start: declaration.start, end: tree.endOf(declaration) }
  const inside = edits.filter((edit) => span.start <= edit.start && edit.end <= span.end)
  const moved = inside.map((edit) => ({ ...edit, start: edit.start - span.start, end: edit.end - span.start }))
  return applyEdits(tree.text(span), moved)
}

/** The function's name, wherever the declaration writes it; a module has one default export, so the twin is named. */
function namingEdits({ function: key, name, twinName }: Twin, declaration: SyntaxNode, { tree }: FileRewrite): TextEdit[] {
  if (declaration.list('declarations').length > 1) {
    throw new UnsupportedRewrite(`"${name}" is declared together with other names, so it cannot be copied.`, declaration)
  }
  const node = tree.function(key)
  const around = [node, ...node.ancestors()].filter((ancestor) => declaration.contains(ancestor))
  const named = [...new Set(around.flatMap(namesOf))].filter((identifier) => identifier.string('name') === name.replace('#', ''))
  if (named.length === 0) {
    throw new UnsupportedRewrite(`The declaration of "${name}" has no name to change.`, declaration)
  }
  const edits = named.map(({ start, end }) => ({ start, end, text: twinName.replace('#', '') }))
  if (!declaration.is('ExportDefaultDeclaration')) return edits
  const word = tree.tokenFrom(declaration.start, 'default')
  return [...edits, { start: word.start, end: tree.tokenAfter(word.end)?.start ?? word.end, text: '' }]
}

function namesOf(node: SyntaxNode): SyntaxNode[] {
  const declared = node.is('ExportNamedDeclaration', 'ExportDefaultDeclaration') ? node.list('declaration') : [node]
  const targets = declared.flatMap((inner) => ['id', 'key', 'left'].flatMap((field) => inner.list(field)))
  return targets.flatMap((target) => target.child('property') ?? target.child('id') ?? target)
}

function hasBody(node: SyntaxNode): boolean {
  return node.child('body') !== undefined
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

function isOverload(node: SyntaxNode): boolean {
  return (node.child('declaration') ?? node).is('TSDeclareFunction', 'TSDeclareMethod', 'TSMethodSignature')
}

function nameOf(node: SyntaxNode): string | undefined {
  return namesOf(node)[0]?.string('name')
}
