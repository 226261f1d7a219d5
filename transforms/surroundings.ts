import type { FileFact } from '../src/model/facts.js'
import { ownImportIn } from './import-bindings.js'
import { detectStyle, type Style } from './style.js'
import { SyntaxTree } from './syntax-tree.js'

/** The habits of a file, for a new one beside it: its style, whether it says 'use strict', and an import of the project's own that says whether extensions are written. */
export function surroundingsOf(source: string, { file, moduleKind }: { file: string; moduleKind: FileFact['moduleKind'] }): { style: Style; like: string; isStrict: boolean } {
  const tree = new SyntaxTree(source, file)
  const like = ownImportIn(tree)
  const isStrict = tree.program.list('directives').some((directive) => /^.use strict.;?$/.test(tree.text(directive)))
  return { isStrict, style: detectStyle(tree), like: like ?? (moduleKind === 'esm' ? './module.js' : './module') }
}
