import type { Span } from '../src/model/ids.js'
import type { TextEdit } from '../src/model/result.js'

/** Where an insertion belongs among others at the same offset; the values are their order. */
enum Place {
  Close,
  After,
  Open,
  Replace,
}

interface PlacedEdit extends TextEdit {
  place: Place
  around: Span
}

/** Collects a file's edits, so that wrapping nodes that start or end together nests as the nodes do. */
export class EditList {
  private readonly edits: PlacedEdit[] = []
  private readonly discarded: Span[] = []

  /** Inserts before a node, inside of what wraps a larger node that starts there. */
  open(node: Span, text: string): void {
    this.edits.push({ start: node.start, end: node.start, text, place: Place.Open, around: node })
  }

  /** Inserts behind a node, inside of what wraps a larger node that ends there; mirrors `open`. */
  close(node: Span, text: string): void {
    this.edits.push({ start: node.end, end: node.end, text, place: Place.Close, around: node })
  }

  /** Inserts behind all that is closed at an offset. */
  after(offset: number, text: string): void {
    const around = { start: offset, end: offset }
    this.edits.push({ ...around, text, place: Place.After, around })
  }

  replace(span: Span, text: string): void {
    this.edits.push({ start: span.start, end: span.end, text, place: Place.Replace, around: span })
  }

  /** Whether what starts at an offset now starts with a parenthesis. */
  opensParenthesis(offset: number): boolean {
    return this.edits.some(({ start, text, place }) => start === offset && place === Place.Open && text.startsWith('('))
  }

  /** Puts a text in the place of code that goes, with all that was to be edited in it. */
  discard(span: Span, text: string): void {
    this.discarded.push(span)
    this.replace(span, text)
  }

  /** The edits in the order of the text; `;` keeps a statement that now starts with `(` from running on. */
  sorted(isOpenBefore: (offset: number) => boolean): TextEdit[] {
    const kept = this.edits.filter((edit) => !this.discarded.some((span) => isWithin(edit, span)))
    const ordered = kept.map((edit, index) => ({ edit, index })).sort((a, b) =>
      compare(a.edit, b.edit) || (a.edit.place === Place.Close ? b.index - a.index : a.index - b.index))
    let previous = -1
    return ordered.map(({ edit: { start, end, text, place } }) => {
      const isFirst = place === Place.Open && start !== previous
      previous = start
      return { start, end, text: isFirst && text.startsWith('(') && isOpenBefore(start) ? `;${text}` : text }
    })
  }
}

/** Whether an edit is inside of a span; what is inserted at its ends belongs to what is beside it. */
function isWithin({ start, end }: PlacedEdit, span: Span): boolean {
  const isSpan = start === span.start && end === span.end
  const isAtEnd = start === end && (start === span.start || start === span.end)
  return span.start <= start && end <= span.end && !isSpan && !isAtEnd
}

function compare(a: PlacedEdit, b: PlacedEdit): number {
  if (a.start !== b.start || a.place !== b.place) return a.start - b.start || a.place - b.place
  if (a.place === Place.Open) return b.around.end - a.around.end
  return a.place === Place.Close ? b.around.start - a.around.start : 0
}
