import { isInSpan } from '../src/is-in-span.js'
import type { BlockMove, BlockRun, ToldBranch } from '../src/model/database.js'
import type { Span } from '../src/model/ids.js'

/** The property by which the caller gets what a block has caught: an error may be any value. */
export const errorKey = 'error'

/** The statements of a run that stay with the caller, in the order of the text; an `else if` belongs to the statement around it. */
export function keptStatements({ exits, tail }: BlockRun): Span[] {
  const statements = exits.map(({ statement }) => statement)
  const outer = statements.filter((span) => !statements.some((other) => other !== span && isInSpan(span, other)))
  return [...outer, ...(tail ? [tail] : [])]
}

/** The runs in the branches of a run's exits, and in those of theirs. */
export function innerRuns({ exits }: BlockRun): (BlockRun & { span: Span })[] {
  return exits.flatMap(({ branches }) => branches).flatMap(({ inner }) => (inner ? [inner, ...innerRuns(inner)] : []))
}

/** What stays with the caller as the block tells of it, each with what of its `try` goes where something of that stays. */
export function toldExits(run: BlockRun): ToldRun[] {
  return [run, ...innerRuns(run)].flatMap(({ exits }) => exits).flatMap(({ statement, told, branches }): ToldRun[] => {
    const inner = branches.find(({ body }) => body.start === told?.error?.tried.start)?.inner
    return told ? [{ statement, told, ...(inner && { inner }) }] : []
  })
}

/** A statement of which a branch stays. */
export interface ToldRun {
  statement: Span
  told: ToldBranch
  inner?: BlockRun & { span: Span }
}

/** The arguments that the caller works out, in the order of the text. */
export function computedArguments({ parameters }: BlockMove): Span[] {
  return parameters.flatMap(({ isComputed, uses }) => (isComputed ? uses : []))
}

/** The parts of a block that go: what lies between the statements that stay, and what the block computes for those. */
export function goneParts(block: Span, move: BlockMove): Span[] {
  const inner = innerRuns(move).flatMap((run) => between(run.span, keptStatements(run)))
  const outer = between(block, [...computedArguments(move), ...keptStatements(move)])
  const tried = toldExits(move).flatMap((each) => (each.inner ? [] : [{ start: each.statement.start, end: each.told.body.start }]))
  return [...outer, ...inner, ...tried, ...move.extracts.map(({ expression }) => expression)]
}

function between(span: Span, kept: readonly Span[]): Span[] {
  const starts = [span.start, ...kept.map(({ end }) => end)]
  const ends = [...kept.map(({ start }) => start), span.end]
  return starts.map((start, index) => ({ start, end: ends[index] ?? span.end }))
}
