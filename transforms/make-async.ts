// before: function load(): string { … }
// after:  async function load(): Promise<string> { … }

import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import type { SyntaxNode } from './syntax-node.js'
import type { SyntaxTree } from './syntax-tree.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

/** Writes `async` where the function's form has it, and `Promise<…>` around its written return type. */
export function makeAsync(change: ChangeOf<'make-async'>, file: FileRewrite): void {
  const { tree, edits } = file
  const node = change.form === 'signature' ? undefined : tree.function(change.function)
  if (node && file.inlined.has(node)) return
  const type = change.returnType
  if (type && !/^Promise(Like)?\b/.test(tree.text(type))) {
    edits.open(type, 'Promise<')
    edits.close(type, '>')
  }
  if (!node || node.has('async')) return
  refuseNameAwait(node)
  edits.open({ start: asyncOffset(node, tree), end: node.end }, 'async ')
}

/** `await (x)` calls a function of that name, in a script and outside of async functions. */
function refuseNameAwait(node: SyntaxNode): void {
  const name = [...node.descendants()].find((inner) => inner.is('Identifier') && inner.string('name') === 'await' && !inner.isMemberName)
  if (name) throw new UnsupportedRewrite('A variable is called "await" here, which an async function takes for its keyword.', name)
}

/** Methods take `async` behind their modifiers and decorators, all others at their start. */
function asyncOffset(node: SyntaxNode, tree: SyntaxTree): number {
  const key = node.child('key')
  if (!key) return node.start
  const name = node.has('computed') ? tree.tokenBefore(key.start)?.start ?? key.start : key.start
  return node.has('generator') ? tree.tokenBefore(name)?.start ?? name : name
}
