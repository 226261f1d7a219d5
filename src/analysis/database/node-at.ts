import { ts } from 'ts-morph'
import type { Span } from '../../model/ids.js'

/** The innermost call that has exactly this span. */
export function nodeAt(file: ts.SourceFile, { start, end }: Span): ts.Node | undefined {
  let found: ts.Node | undefined
  const visit = (node: ts.Node): void => {
    if (node.pos > start || node.end < end) return
    if (node.end === end && node.getStart() === start) found = node
    node.forEachChild(visit)
  }
  visit(file)
  return found
}
