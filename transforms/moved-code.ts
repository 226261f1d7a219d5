import type { BlockMove } from '../src/model/database.js'
import type { Span } from '../src/model/ids.js'

/** The statements of a block that stay with the caller, in the order of the text. */
export function keptStatements(move: BlockMove): Span[] {
  return [...move.exits.map(({ statement }) => statement), ...(move.tail ? [move.tail] : [])]
}

/** The arguments that the caller works out, in the order of the text. */
export function computedArguments({ parameters }: BlockMove): Span[] {
  return parameters.flatMap(({ isComputed, uses }) => (isComputed ? uses : []))
}

/** The parts of a block that go: what lies between the statements that stay, and what the block computes for those. */
export function goneParts(block: Span, move: BlockMove): Span[] {
  const kept = [...computedArguments(move), ...keptStatements(move)]
  const starts = [block.start, ...kept.map(({ end }) => end)]
  const ends = [...kept.map(({ start }) => start), block.end]
  const between = starts.map((start, index) => ({ start, end: ends[index] ?? block.end }))
  return [...between, ...move.extracts.map(({ expression }) => expression)]
}
