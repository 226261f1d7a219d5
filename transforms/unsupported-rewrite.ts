import type { Span } from '../src/model/ids.js'

/** Thrown for a change that has no correct spelling where it stands; the caller makes a flag of it. */
export class UnsupportedRewrite extends Error {
  override readonly name = 'UnsupportedRewrite'

  readonly span: Span

  constructor(message: string, { start, end }: Span) {
    super(message)
    this.span = { start, end }
  }
}
