// before: if (!existsSync(folder)) mkdirSync(folder)
// after:  mkdirSync(folder, { recursive: true })

import type { ChangeOf, FileRewrite } from './file-rewrite.js'

/** Makes a folder, and those around it, unless it is there; asks before only if more depends on the answer. */
export function makeFolder({ call: span, whole }: ChangeOf<'make-folder'>, file: FileRewrite): void {
  const { tree, edits, parts } = file
  const call = tree.call(span)
  const [folder] = call.list('arguments')
  if (folder) edits.after(tree.tokenBefore(tree.tokenBefore(call.end)?.start ?? call.end)?.end ?? folder.end, ', { recursive: true }')
  if (!whole) return
  const { statement } = whole
  const act = call.parent ?? call
  edits.replace({ start: statement.start, end: call.start }, '')
  if (act.end < statement.end) edits.replace({ start: act.end, end: statement.end }, '')
  const [tested] = tree.at(whole.tested)
  if (!file.isCopy && tested?.is('Identifier')) parts.imports.release(tested.string('name'))
}
