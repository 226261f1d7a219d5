import { ts } from 'ts-morph'
import type { StatementPlace } from '../model/comments.js'

/** The innermost statement or member around an offset that begins its line, or else what begins the line; at the top of a file, its first statement. */
export function statementAt(file: ts.SourceFile, offset: number): StatementPlace | undefined {
  const around = nodesAround(file, offset)
  const nodes = around.length > 0 ? around : file.statements.slice(0, 1)
  const node = nodes.findLast((candidate) => canHaveComment(candidate) && isBlank(textBefore(file, candidate.getStart(file))))
  if (!node) {
    const [outer] = nodes
    const first = outer && lineStart(file, outer.getStart(file)) + textBefore(file, outer.getStart(file)).search(/\S/)
    return first === undefined || first === offset ? undefined : statementAt(file, first)
  }
  const start = node.getStart(file)
  const leading = ts.getLeadingCommentRanges(file.text, node.pos) ?? []
  const above = lineStart(file, attached(file, leading, start))
  return { start, above, indent: textBefore(file, start), comments: leading.map(({ pos, end }) => file.text.slice(pos, end)).join('\n') }
}

/** From the outside in. */
function nodesAround(file: ts.SourceFile, offset: number): ts.Node[] {
  const nodes: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    if (node.getStart(file) > offset || node.end <= offset) return
    nodes.push(node)
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(file, visit)
  return nodes
}

function canHaveComment(node: ts.Node): boolean {
  return (ts.isStatement(node) && !ts.isBlock(node)) || ts.isClassElement(node) || ts.isObjectLiteralElement(node) || ts.isTypeElement(node)
}

/** Where the comments begin that stand right above an offset, one below the other: directives for tools among them mean the next line. */
function attached(file: ts.SourceFile, comments: readonly ts.CommentRange[], offset: number): number {
  return comments.reduceRight((from, { pos, end }) => {
    const isAttached = /^[^\S\r\n]*(\r\n|\n|\r)?[^\S\r\n]*$/.test(file.text.slice(end, from)) && isBlank(textBefore(file, pos))
    return isAttached ? pos : from
  }, offset)
}

function textBefore(file: ts.SourceFile, offset: number): string {
  return file.text.slice(lineStart(file, offset), offset)
}

function lineStart(file: ts.SourceFile, offset: number): number {
  const { line } = file.getLineAndCharacterOfPosition(offset)
  return file.getPositionOfLineAndCharacter(line, 0)
}

function isBlank(text: string): boolean {
  return text.trim() === ''
}
