import type { DatabaseUseFact } from '../model/database.js'
import type { FileId, Span } from '../model/ids.js'
import type { Change } from '../model/plan.js'
import type { ConvertOutcome } from './outcome.js'

/** The changes of the files whose new text holds, told apart by the text that they apply to. */
export interface DoneChanges {
  inPlace: DonePlaces
  inTwins: DonePlaces
}

/** Where the code at hand was given something async in place of something sync. */
export interface DonePlaces {
  swapsApiAt(file: FileId, callee: Span): boolean
  usesTwinAt(file: FileId, name: Span): boolean
  /** The work on a database runs in the thread. */
  movesDatabaseAt(use: DatabaseUseFact): boolean
}

/** Looks up what the plan really did. */
export function doneChanges(outcome: ConvertOutcome): DoneChanges {
  const places = { inPlace: new Set<string>(), inTwins: new Set<string>() }
  for (const { file, changes } of donePlans(outcome)) {
    for (const change of changes) {
      const where = change.kind === 'add-twin' ? places.inTwins : places.inPlace
      for (const each of withNested(change)) addPlace(where, file, each)
    }
  }
  return { inPlace: lookUpIn(places.inPlace), inTwins: lookUpIn(places.inTwins) }
}

/** A change and those inside of what it copies or moves. */
export function withNested(change: Change): Change[] {
  return 'changes' in change ? [change, ...change.changes.flatMap(withNested)] : [change]
}

/** The plans of the files whose new text holds. */
export function donePlans({ plan, results }: ConvertOutcome): ConvertOutcome['plan']['files'] {
  const done = new Set(results.filter(({ status }) => status === 'changed' || status === 'created').map(({ file }) => file))
  return plan.files.filter(({ file }) => done.has(file))
}

function addPlace(places: Set<string>, file: FileId, change: Change): void {
  if (change.kind === 'swap-api') places.add(placeKey('swap', file, change.callee))
  if (change.kind === 'use-twin') places.add(placeKey('twin', file, change.name))
  if (change.kind === 'use-client') places.add(placeKey('client', file, change.root))
  if (change.kind === 'use-client') places.add(`object ${change.client.replace(/\.async(?=\.\w+$)/, '')}:${change.name}`)
  if (change.kind === 'build-in-thread') places.add(`object ${file}:${change.name}`)
  if (change.kind === 'move-block') places.add(placeKey('block', file, change.block))
}

function lookUpIn(places: ReadonlySet<string>): DonePlaces {
  return {
    swapsApiAt: (file, callee) => places.has(placeKey('swap', file, callee)),
    usesTwinAt: (file, name) => places.has(placeKey('twin', file, name)),
    movesDatabaseAt: ({ file, span, move, objects = [] }) => {
      if (move.by === 'object') return objects.every((id) => places.has(`object ${id}`))
      return move.by === 'client' ? places.has(placeKey('client', file, move.root)) : places.has(placeKey('block', file, span))
    },
  }
}

function placeKey(what: string, file: FileId, { start, end }: Span): string {
  return `${what} ${start}-${end} ${file}`
}
