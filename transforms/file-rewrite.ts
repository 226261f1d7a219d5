import { EditList } from './edit-list.js'
import type { Imports } from './imports.js'
import type { LocalHelperUses } from './local-helper-uses.js'
import type { Names } from './names.js'
import type { Style } from './style.js'
import type { SyntaxNode } from './syntax-node.js'
import { functionTypes } from './syntax-tree.js'
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
  names: Names
}

/** A set of changes on its way to become edits: those of a file, or those of one twin. */
export class FileRewrite {
  readonly edits = new EditList()
  /** Expressions that move to where any expression fits, so that an `await` in them needs no parentheses. */
  readonly moved = new Set<SyntaxNode>()
  /** Callbacks whose body becomes a loop's: the function itself goes. */
  readonly inlined = new Set<SyntaxNode>()
  /** The labels that loops get, by the callback whose body each loop has. */
  readonly labels = new Map<SyntaxNode, string>()
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

  /** Whether a twin's name takes the place of this one. */
  usesTwinAt(name: Span): boolean {
    return this.changes.some((change) => change.kind === 'use-twin' && change.name.start === name.start)
  }

  /** How many calls that begin with this name go through a client. */
  clientCallsOf(name: string): number {
    return this.changes.filter((change) => change.kind === 'use-client' && this.tree.text(change.root) === name).length
  }

  /** The functions of a client's module that blocks of this file became. */
  blocksIn(client: string): string[] {
    return this.changes.flatMap((change) => (change.kind === 'move-block' && change.client === client ? [change.move.name] : []))
  }

  /** Whether this very call is to be awaited. */
  awaits(call: Span): boolean {
    return this.awaitedCalls().some((other) => isSame(other, call))
  }

  /** The calls inside of a span that are to be awaited. */
  awaitedIn(span: Span): Span[] {
    return this.awaitedCalls().filter(({ start, end }) => span.start <= start && end <= span.end)
  }

  /** Whether a node is in a callback whose body becomes a loop's, so that nobody takes over a promise returned there. */
  isInLoop(node: SyntaxNode): boolean {
    const callback = [...node.ancestors()].find((ancestor) => ancestor.is(...functionTypes))
    return callback !== undefined && this.inlined.has(callback)
  }

  sortedEdits(): TextEdit[] {
    return this.edits.sorted((offset) => this.tree.isOpenBefore(offset))
  }

  private awaitedCalls(): Span[] {
    const items = this.changes.flatMap((change) => (change.kind === 'iterate-async' ? [change.items] : []))
    const calls = this.changes
      .filter((change) => change.kind === 'await-call' || change.kind === 'await-callbacks')
      .filter(({ call, isReturned }) => !isReturned || this.isInLoop(this.tree.call(call)))
      .map(({ call }) => call)
    return [...items, ...calls]
  }
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end
}
