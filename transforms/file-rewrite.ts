import { EditList } from './edit-list.js'
import type { Imports } from './imports.js'
import type { LocalHelperUses } from './local-helper-uses.js'
import type { Style } from './style.js'
import type { SyntaxNode } from './syntax-node.js'
import type { SyntaxTree } from './syntax-tree.js'
import type { Change, ChangeKind } from '../src/model/plan.js'
import type { TextEdit } from '../src/model/result.js'
import type { Span } from '../src/model/ids.js'

/** One kind of change. */
export type ChangeOf<Kind extends ChangeKind> = Extract<Change, { kind: Kind }>

/** What all changes of a file share. */
export interface FileParts {
  tree: SyntaxTree
  style: Style
  imports: Imports
  helpers: LocalHelperUses
}

/** A set of changes on its way to become edits: those of a file, or those of one twin. */
export class FileRewrite {
  readonly edits = new EditList()
  /** Expressions that move to where any expression fits, so that an `await` in them needs no parentheses. */
  readonly moved = new Set<SyntaxNode>()
  /** Callbacks whose body becomes a loop's: the function itself goes. */
  readonly inlined = new Set<SyntaxNode>()
  readonly awaited = new Set<SyntaxNode>()

  constructor(
    readonly parts: FileParts,
    private readonly changes: readonly Change[],
    /** A twin is a copy: what it no longer uses, the original still does. */
    readonly isCopy = false,
  ) {}

  get tree(): SyntaxTree {
    return this.parts.tree
  }

  /** The swap of this very call, if there is one. */
  swapOf(call: Span): ChangeOf<'swap-api'> | undefined {
    return this.changes.filter((change) => change.kind === 'swap-api').find((change) => isSame(change.call, call))
  }

  /** Whether this very call is to be awaited. */
  awaits(call: Span): boolean {
    return this.awaitedCalls().some((other) => isSame(other, call))
  }

  /** Whether a call inside of a span is to be awaited. */
  awaitsWithin(span: Span): boolean {
    return this.awaitedCalls().some(({ start, end }) => span.start <= start && end <= span.end)
  }

  sortedEdits(): TextEdit[] {
    return this.edits.sorted((offset) => this.tree.isOpenBefore(offset))
  }

  private awaitedCalls(): Span[] {
    return this.changes.flatMap((change) =>
      change.kind === 'await-call' || change.kind === 'await-array-method' ? [change.call] : [])
  }
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end
}
