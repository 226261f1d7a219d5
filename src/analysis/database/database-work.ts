import type { ts } from 'ts-morph'
import type { CallFact } from '../../model/calls.js'
import type { HandoverFact } from '../../model/handovers.js'
import type { FileId } from '../../model/ids.js'
import type { ThreadObject } from '../composition/thread-objects.js'
import type { Scope } from '../function-registry.js'
import type { Obstruction } from './obstruction.js'

/** What a call does to the database. */
export type DatabaseEffect = 'none' | 'read' | 'write' | 'unknown'

/** A call that works on a database: of a driver, or of a function of a module that can be loaded in the thread. */
export interface DatabasePoint {
  call: ts.CallExpression | ts.NewExpression
  effect: DatabaseEffect
  /** It opens or ends a transaction by its SQL: `db.exec('BEGIN')`. */
  transaction?: 'begin' | 'end'
  /** Absent for a driver's own method. */
  target?: { module: FileId; path: readonly string[]; root: ts.Identifier }
  /** The objects in the thread that it is called on, each of which it may be. */
  objects?: readonly string[]
  /** It may not move, whatever stands around it. */
  stuck?: Obstruction
  /** Where the connections are opened that it may work on; none where nobody can tell. */
  makers: ReadonlySet<ts.Node>
}

/** A call of a driver, and the function that makes it. */
export interface DatabaseCall {
  call: ts.Node
  scope: Scope
  driver: string
  method: string
  effect: DatabaseEffect
}

/** Where a function that works on a database is handed on, and what it does when it is called. */
export interface HandedOn {
  handover: HandoverFact
  effect: DatabaseEffect
  makers: ReadonlySet<ts.Node>
}

/** All that the unit's code does with databases. */
export interface DatabaseWork {
  /** The functions that stay on the main thread and have such calls of their own (also in callbacks that run at once), with these in the order of the text. */
  readonly points: ReadonlyMap<Scope, readonly DatabasePoint[]>
  /** The expression's value belongs to a driver: a connection, a statement, an iterator. It must not leave the thread. */
  isDriverValue(expression: ts.Expression): boolean
  /** Why the module cannot be loaded in the thread; undefined where it can. */
  whyNotInThread(file: ts.SourceFile): Obstruction | undefined
  /** What in a node, not counting what is inside of it, ties the code around it to the main thread: state that changes, work that goes on later. */
  tieAt(node: ts.Node): Obstruction | undefined
  /** The same for a function and all that it calls. */
  tieOf(node: ts.FunctionLikeDeclaration): Obstruction | undefined
  /** The expression denotes an object that the thread can build, and nothing else. */
  isThreadObject(expression: ts.Node): boolean
  /** Objects that the thread can build in the place of the main thread. */
  readonly objects: readonly ThreadObject[]
  /** All calls that work on a database, in whatever function. */
  readonly calls: readonly DatabaseCall[]
  /** Functions of the thread that the main thread hands on, to be called there: `setInterval(deleteExpired, 60_000)`. */
  readonly handedOn: readonly HandedOn[]
  /** The calls of functions that make such calls, in the thread and from outside. */
  readonly ways: readonly CallFact[]
  /** The functions that run in the thread, and so stay as they are. */
  readonly threaded: ReadonlySet<Scope>
}
