import type { TextEdit } from '../model/result.js'

/** Applies edits in any order; insertions at one offset keep their order and precede a replacement that starts there. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = []
  let done = 0
  for (const edit of [...edits].sort(byPosition)) {
    if (edit.start < done || edit.end < edit.start || edit.end > text.length) {
      throw new Error(`Edits overlap or lie outside of the text at offset ${edit.start}.`)
    }
    pieces.push(text.slice(done, edit.start), edit.text)
    done = edit.end
  }
  return pieces.join('') + text.slice(done)
}

function byPosition(a: TextEdit, b: TextEdit): number {
  return a.start - b.start || Number(isReplacement(a)) - Number(isReplacement(b))
}

function isReplacement(edit: TextEdit): boolean {
  return edit.end > edit.start
}
