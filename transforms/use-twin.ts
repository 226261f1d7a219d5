// before: const user = load(id)
// after:  const user = loadAsync(id)

import type { ChangeOf, FileRewrite } from './file-rewrite.js'

/** Makes a call or a reference use the twin. */
export function useTwin({ name, twinName }: ChangeOf<'use-twin'>, { tree, edits }: FileRewrite): void {
  const isShorthand = tree.at(name).some((node) => node.has('shorthand'))
  edits.replace(name, isShorthand ? `${tree.text(name)}: ${twinName}` : twinName)
}
