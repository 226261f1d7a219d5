import type { ts } from 'ts-morph'
import type { StuckReason } from '../../model/database.js'

/** Thrown where work on a database has to stay; `at` is where the reason stands. */
export class CannotMove extends Error {
  override readonly name = 'CannotMove'

  constructor(readonly reason: StuckReason, readonly at: ts.Node, readonly data: Readonly<Record<string, string>> = {}) {
    super(reason)
  }
}
