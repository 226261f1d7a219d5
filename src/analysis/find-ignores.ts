import { ts } from 'ts-morph'
import type { IgnoreFact } from '../model/comments.js'
import type { FileId } from '../model/ids.js'

/** The comments in a file that silence a flag: `// unblock-ignore escapes -- reason`. */
export function findIgnores(file: ts.SourceFile, id: FileId): IgnoreFact[] {
  return [...file.text.matchAll(/unblock-ignore/g)].flatMap(({ index }) => {
    const comment = commentAround(file, index)
    if (!comment) return []
    const text = file.text.slice(comment.pos, comment.end)
    const words = /^[/*\s]*unblock-ignore(?![\w-])[^\S\r\n]*((?:\w[\w-]*)?)([^\r\n]*)/.exec(text)
    if (!words) return []
    const [, code = '', rest = ''] = words
    const reason = /^\s*--\s*(.*?)\s*(\*\/)?$/.exec(rest)?.[1] ?? ''
    return [{ file: id, span: { start: comment.pos, end: comment.end }, code, reason, target: targetOf(file, comment) }]
  })
}

/** The same word in a text or a template is no comment. */
function commentAround(file: ts.SourceFile, offset: number): ts.CommentRange | undefined {
  const token = tokenAt(file, offset, file)
  const ranges = [...ts.getLeadingCommentRanges(file.text, token.pos) ?? [], ...ts.getTrailingCommentRanges(file.text, token.pos) ?? []]
  return offset < token.getStart(file) ? ranges.find(({ pos, end }) => pos <= offset && offset < end) : undefined
}

function tokenAt(node: ts.Node, offset: number, file: ts.SourceFile): ts.Node {
  const inner = node.getChildren(file).find((child) => !ts.isJSDoc(child) && child.pos <= offset && offset < child.end)
  return inner ? tokenAt(inner, offset, file) : node
}

/** Behind code it is about the line that it stands in, else about the next line of code. */
function targetOf({ text }: ts.SourceFile, { pos, end }: ts.CommentRange): number {
  const before = /[^\r\n]*$/.exec(text.slice(0, pos))?.[0] ?? ''
  // `{/* … */}` is how a comment is written between elements.
  const isInBraces = before.trim() === '{'
  if (!isInBraces && before.trim() !== '') return pos - before.trimStart().length
  const rest = text.slice(end).replace(isInBraces ? /^\s*\}/ : '', '')
  const skipped = /^(\s+|\/\/[^\r\n]*|\/\*[^]*?\*\/|\{\/\*[^]*?\*\/\s*\})*/.exec(rest)?.[0] ?? ''
  return text.length - rest.length + skipped.length
}
