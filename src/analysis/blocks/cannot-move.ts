import type { ts } from 'ts-morph'
import type { StuckReason } from '../../model/database.js'
import { codeOf, type Obstruction } from '../database/obstruction.js'

/** Thrown where work on a database has to stay. */
export class CannotMove extends Error implements Obstruction {
  override readonly name = 'CannotMove'
  /** The name in the block that leads to what stands in the way, where that is elsewhere. */
  via: ts.Node | undefined

  constructor(readonly reason: StuckReason, readonly at: ts.Node, readonly what = codeOf(at)) {
    super(reason)
  }
}
