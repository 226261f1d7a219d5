import type { Facts } from '../model/facts.js'
import type { FileId, FunctionId } from '../model/ids.js'
import type { Attribution, HeldTime } from '../model/evidence.js'
import { buildCallGraph, reach } from '../report/call-graph.js'
import type { BlockingPlaces } from './blocking-places.js'
import type { Frame, StackTime } from './stack-time.js'

/** Where a frame's function is in the project. */
export interface LocatedFrame {
  file: FileId
  /** It is the code of the module itself. */
  isModule: boolean
  /** Absent where it cannot be told. */
  function?: FunctionId
}

/** What a stack is understood by. */
export interface Ground {
  facts: Facts
  places: BlockingPlaces
  /** Undefined for code that is not the project's. */
  locate(frame: Frame): LocatedFrame | undefined
  /** The lines of the project that a line of the code that ran is made from. */
  linesOf(frame: Frame, line: number): { file: FileId; line: number }[]
}

/**
 * Adds up, for each handler, the time of stacks that end in a blocking call which the project makes. It counts for the innermost
 * handler on the stack. Where there is none, as after an `await`, it counts for the one handler that can reach the call, if there is only one.
 */
export function attribute(stacks: readonly StackTime[], ground: Ground): Attribution {
  const handlers = new Set(ground.facts.handlers.map((handler) => handler.function))
  const onlyHandlerOf = reachedByOne(ground.facts, handlers)
  const byHandler = new Map<FunctionId, HeldTime>()
  let elsewhereMs = 0
  for (const stack of stacks) {
    const own = stack.frames.map((frame) => ({ frame, at: ground.locate(frame) }))
    const index = own.findIndex(({ at }) => at !== undefined && !ground.places.isBlockingApi(at.function))
    const caller = own[index]?.at
    const ms = caller ? stack.ms * blockingShare(stack, { index, caller, ground }) : 0
    // A module's own code on the stack: the program starts, which keeps nobody waiting.
    if (ms === 0 || !caller?.function || own.some(({ at }) => at?.isModule)) continue
    const handler = own.find(({ at }) => at?.function && handlers.has(at.function))?.at?.function ?? onlyHandlerOf(caller.function)
    if (handler === undefined) elsewhereMs += ms
    else byHandler.set(handler, added(byHandler.get(handler), ms))
  }
  return { byHandler, elsewhereMs }
}

/** How much of the time of a stack is that of a blocking call: all, none, or, where native code leaves no frame, the lines with such calls. */
function blockingShare({ frames, ticks = new Map() }: StackTime, { index, caller, ground }: { index: number; caller: LocatedFrame; ground: Ground }): number {
  const called = frames.slice(0, index)
  if (called.length > 0) return called.some((frame, depth) => ground.places.isCalledBy(caller.function, frame, depth === index - 1)) ? 1 : 0
  const [frame] = frames
  const lines = [...ticks]
  const all = lines.reduce((sum, [, count]) => sum + count, 0)
  if (!frame || all === 0) return 0
  const blocking = lines.filter(([line]) => ground.linesOf(frame, line).some((place) => ground.places.hasCallOn(place)))
  return blocking.reduce((sum, [, count]) => sum + count, 0) / all
}

function added(time: HeldTime | undefined, ms: number): HeldTime {
  return { ms: (time?.ms ?? 0) + ms, times: (time?.times ?? 0) + 1 }
}

/** The handler that a function serves, where it serves only one. */
function reachedByOne(facts: Facts, handlers: ReadonlySet<FunctionId>): (id: FunctionId) => FunctionId | undefined {
  const graph = buildCallGraph({ ...facts, calls: [...facts.calls, ...facts.databaseWays] })
  const only = new Map<FunctionId, FunctionId | undefined>()
  for (const handler of handlers) for (const id of reach(graph, [handler]).keys()) only.set(id, only.has(id) ? undefined : handler)
  return (id) => only.get(id)
}
