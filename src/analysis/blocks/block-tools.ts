import type { ts } from 'ts-morph'
import type { DatabasePoint, DatabaseWork } from '../database/database-work.js'
import type { FunctionRegistry } from '../function-registry.js'
import type { Symbols } from '../symbols.js'
import type { BlockTypes } from './block-types.js'

/** What finding blocks asks of the rest of the analysis. */
export interface BlockTools {
  symbols: Pick<Symbols, 'symbolAt' | 'moduleAt'>
  types: BlockTypes
  registry: FunctionRegistry
  work: DatabaseWork
  /** A file of the project itself. */
  isOwn(file: ts.SourceFile): boolean
}

/** Calls on databases with no `await` between them: one step for the event loop. */
export type Stretch = readonly [DatabasePoint, ...DatabasePoint[]]
