import type { Project } from './analysis/project.js'
import { sourceFileOf } from './analysis/source-file-of.js'
import { statementAt } from './analysis/statement-at.js'
import { applyEdits } from './apply/apply-edits.js'
import { commentLines, isWrittenIn } from './flags/comment-lines.js'
import type { Flag } from './model/flag.js'
import type { FileId } from './model/ids.js'
import type { FileResult, TextEdit } from './model/result.js'
import type { Source } from './model/source.js'

/** New texts, and what made them of the old. */
export interface NewTexts {
  results: FileResult[]
  edits: Map<FileId, readonly TextEdit[]>
}

/** Writes flags into the code, as comments above the statements that they are about; what stands there from an earlier run stays as it is. */
export function writeComments(texts: NewTexts, flags: readonly Flag[], project: Project): NewTexts {
  const results = new Map(texts.results.map((result) => [result.file, result]))
  const edits = new Map(texts.edits)
  for (const file of new Set(flags.map((flag) => flag.file))) {
    const source = project.sources.get(file)
    const comments = source ? commentsFor(file, flags, { project, source, done: edits.get(file) ?? [] }) : []
    if (!source || comments.length === 0) continue
    // Insertions at one offset keep their order, and a line of its own comes first.
    const all = [...comments, ...edits.get(file) ?? []].sort((a, b) => a.start - b.start)
    edits.set(file, all)
    results.set(file, { ...(results.get(file) ?? unchanged(file, source)), status: 'changed', after: applyEdits(source.text, all) })
  }
  return { results: [...results.values()], edits }
}

/** The file that comments go to, and what else happens to it. */
interface Target {
  project: Project
  source: Source
  done: readonly TextEdit[]
}

function commentsFor(file: FileId, flags: readonly Flag[], { project, source: { text }, done }: Target): TextEdit[] {
  const tree = sourceFileOf(project, file)
  if (!tree) return []
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
  const edits = flags.filter((flag) => flag.file === file && isInCode(flag)).flatMap((flag) => {
    const statement = statementAt(tree, flag.span.start)
    if (!statement || isWrittenIn(statement.comments, flag)) return []
    const at = clearOf(done, statement.above, text)
    return [{ start: at, end: at, text: commentLines(flag, statement.indent).map((line) => `${line}${eol}`).join('') }]
  })
  return edits.filter(({ start, text: written }, index) => index === edits.findIndex((other) => other.start === start && other.text === written))
}

/** Not on a file as a whole, nor on another comment. */
function isInCode({ code, span }: Flag): boolean {
  return span.end > span.start && code !== 'idle-ignore' && code !== 'syntax-error'
}

/** Code that an edit replaces takes no line in its middle: it goes above. */
function clearOf(edits: readonly TextEdit[], offset: number, text: string): number {
  const around = edits.find(({ start, end }) => start < offset && offset < end)
  if (!around) return offset
  return clearOf(edits, text.slice(0, around.start).search(/[^\r\n]*$/), text)
}

function unchanged(file: FileId, { text, sha256, hasByteOrderMark }: Source): FileResult {
  return { file, status: 'unchanged', before: text, after: text, sha256, hasByteOrderMark }
}
