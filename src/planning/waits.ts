import type { Span } from '../model/ids.js'
import type { Change, FilePlan } from '../model/plan.js'
import type { StaleFact, WaitPlace } from '../model/races.js'
import { isInSpan } from '../is-in-span.js'

/** Where the new text of a file waits. */
export class Waits {
  readonly #mended: readonly Mending[]
  readonly #calls: ReadonlySet<string>
  readonly #blocks: readonly Span[]

  constructor({ changes }: Pick<FilePlan, 'changes'>) {
    const all = changes.flatMap(withInner)
    this.#calls = new Set(all.flatMap(awaitedSpans).map(keyOf))
    this.#mended = all.filter((change) => change.kind === 'hoist' || change.kind === 'make-folder')
    this.#blocks = all.flatMap((change) => (change.kind === 'move-block' && !change.isReturned ? [change.block] : []))
  }

  /** Whether other requests come in here: it was awaited before, or is now, itself or with the block that it moves to the thread with. */
  waitsAt({ span, isAwait }: WaitPlace): boolean {
    return isAwait === true || this.#calls.has(keyOf(span)) || this.#blocks.some((block) => isInSpan(span, block))
  }

  /** Whether the plan mends a race: all that waits goes ahead of the statement with both ends of it, or the act does no harm twice. */
  isMended({ read, write, between, repair }: StaleFact): boolean {
    if (repair?.by === 'recursive-mkdir' && repair.tells) return false
    const waiting = between.filter((wait) => this.waitsAt(wait))
    return this.#mended.some((change) => (change.kind === 'make-folder' ? keyOf(change.call) === keyOf(write.span)
      : [read, write].every(({ span }) => isInSpan(span, change.statement)) && waiting.every(({ span }) => isInSpan(span, change.expression))))
  }

  /** Whether all of these run in the thread as one block, where nothing comes in between. */
  isOneStep(places: readonly { span: Span }[]): boolean {
    return this.#blocks.some((block) => places.every(({ span }) => isInSpan(span, block)))
  }
}

type Mending = Extract<Change, { kind: 'hoist' | 'make-folder' }>

function withInner(change: Change): Change[] {
  return 'changes' in change ? [change, ...change.changes.flatMap(withInner)] : [change]
}

function awaitedSpans(change: Change): Span[] {
  switch (change.kind) {
    case 'await-call':
    case 'await-callbacks': return change.isReturned ? [] : [change.call]
    case 'iterate-async': return [change.items]
    default: return []
  }
}

function keyOf({ start, end }: Span): string {
  return `${String(start)}-${String(end)}`
}
