import type { Span } from '../model/ids.js'
import type { Change, FilePlan } from '../model/plan.js'
import type { WaitPlace } from '../model/races.js'
import { isInSpan } from '../is-in-span.js'

/** Where the new text of a file waits. */
export class Waits {
  readonly #calls: ReadonlySet<string>
  readonly #blocks: readonly Span[]

  constructor({ changes }: Pick<FilePlan, 'changes'>) {
    const all = changes.flatMap(withInner)
    this.#calls = new Set(all.flatMap(awaitedSpans).map(keyOf))
    this.#blocks = all.flatMap((change) => (change.kind === 'move-block' && !change.isReturned ? [change.block] : []))
  }

  /** Whether other requests come in here: it was awaited before, or is now, itself or with the block that it moves to the thread with. */
  waitsAt({ span, isAwait }: WaitPlace): boolean {
    return isAwait === true || this.#calls.has(keyOf(span)) || this.#blocks.some((block) => isInSpan(span, block))
  }

  /** Whether all of these run in the thread as one block, where nothing comes in between. */
  isOneStep(places: readonly { span: Span }[]): boolean {
    return this.#blocks.some((block) => places.every(({ span }) => isInSpan(span, block)))
  }
}

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
