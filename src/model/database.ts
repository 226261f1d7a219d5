import type { CallUse } from './calls.js'
import type { FileId, FunctionId, Place, Span } from './ids.js'

/** Why work on a database stays where it is. */
export type StuckReason =
  /** `:memory:`: another connection is another database. */
  | 'memory-database'
  /** The connection comes from outside, as a parameter or a property, and nobody can tell which it is. */
  | 'injected-connection'
  /** It needs a value that cannot be copied to another thread: a request, a function, an instance of a class. */
  | 'uncloneable-value'
  /** It changes a value of the main thread that is used afterwards: the change would stay in the thread. */
  | 'changes-main-state'
  /** It calls code of a module that cannot be loaded in the thread. */
  | 'main-thread-code'
  /** The module that opens the connection cannot be loaded in the thread: it starts a server, or registers handlers. */
  | 'starts-a-server'
  /** A framework bundles what it runs, so that there is no file that the thread could load. */
  | 'bundled'
  /** The module that opens the connection changes the database when it is loaded: the thread would do that again, later, and whenever it starts anew. */
  | 'changes-when-loaded'
  /** A statement, an iterator or a connection is used after an await, or given away. */
  | 'driver-value-escapes'
  /** BEGIN and COMMIT do not stand in one block. */
  | 'transaction-apart'
  /** What was one step for the event loop would become two, with other requests between them. */
  | 'torn-apart'
  /** The object that it works through goes to code that needs it as it is, or that cannot be followed. */
  | 'object-escapes'
  /** Other work goes through the same object, and cannot move. */
  | 'object-shared'
  /** A form of code that is not supported yet; `what` says which. */
  | 'unsupported'

/** A call of a driver that works on a database, wherever it is: what `scan` lists. */
export interface DatabaseCallFact extends Place {
  caller: FunctionId
  /** The driver's module. */
  driver: string
  /** `Statement#get`, or the name of a function. */
  method: string
  access: 'read' | 'write' | 'unknown'
}

/** Where code of the main thread works on a database: planned like a use of a blocking API. */
export interface DatabaseUseFact {
  file: FileId
  caller: FunctionId
  /** The call, the expression or the run of statements that runs in the thread. */
  span: Span
  use: CallUse
  /** It may write. */
  writes: boolean
  /** The databases that it works on, each by the place where its connection is opened: `src/db.ts:120`. */
  databases: readonly string[]
  /** The objects built in the thread that it works through: all work through one of them moves, or none. */
  objects?: readonly ObjectId[]
  move: DatabaseMove
}

/** Where a function that works on a database is handed on by code of the main thread, which goes on to call it there. */
export interface DatabaseHandoverFact extends Place {
  by: FunctionId
  /** Not before the code that hands it on has ended: a timer, a listener. */
  runsLater: boolean
  writes: boolean
  databases: readonly string[]
}

/** `src/main.ts:users`, an object by the name of the variable that holds it. */
export type ObjectId = string

/** A class of errors of the project, and how another module imports it: under its name, or as all that its module exports. */
export interface ErrorClass {
  file: FileId
  name: string
  isDefault?: true
}

/** A class that errors of a module are told apart by on the main thread: the module's client has to know it. */
export interface ThreadErrorFact {
  /** The module that the thread loads, or whose code moves to it. */
  module: FileId
  errorClass: ErrorClass
  /** The module makes such an error itself, not what it imports. */
  byItself?: true
}

export type DatabaseMove = ClientCall | ObjectCall | BlockMove | StuckMove

/** The whole call is one function of a module that can be loaded in the thread: it is called through the module's client. */
export interface ClientCall {
  by: 'client'
  module: FileId
  /** The exported name, and the member: `['userDb', 'find']`; `['default']` for what is exported without a name. */
  path: readonly string[]
  /** The imported name that the call begins with: `userDb` of `userDb.find(id)`. */
  root: Span
}

/** A method of an object that the thread builds: whoever holds that object gets its client in its place, so that the call only has to wait. */
export interface ObjectCall {
  by: 'object'
}

/** An object over a connection that is built when a module is loaded, and handed on from there: the thread builds it, and hands on is its client. */
export interface ThreadObjectFact {
  id: ObjectId
  file: FileId
  /** The variable that holds it. */
  name: string
  /** What has to be built in a module of the thread, the object among it; absent where its own module can be loaded there. */
  needs?: readonly BlockNeed[]
  /** Where other modules name it, as far as they import it. */
  references: readonly Place[]
  /** The written types of what holds it. */
  types: readonly HolderTypeFact[]
}

/** A written type of a parameter, a field or a property that holds such an object. */
export interface HolderTypeFact extends Place {
  /** Other code puts objects of its own there, which stay as they are. */
  orSync?: true
}

/** A value that a block gets from the function that it is moved out of. */
export interface BlockParameter {
  name: string
  /** The text of the argument: `req.body.name`. */
  argument: string
  /** The caller works it out, at its only use: what is called there is called on the main thread. */
  isComputed?: true
  /** Where it stands in the block, as far as it is spelled otherwise than the parameter. */
  uses: readonly Span[]
  /** It is an object of the thread, for which its client is handed over. */
  isObject?: true
  /** Its type as text that means the same in the sync module; absent in JavaScript, and where there is none to write. */
  type?: string
}

/** A variable that a block sets and that is used after it. */
export interface BlockResult {
  name: string
  /** How the caller gets it: as a new variable, or by assignment to one that exists. */
  as: 'const' | 'let' | 'assignment'
  /** It tells where the block left, and is looked at in any case. */
  tells?: true
}

/** A statement of a block that stays with the caller: an `if`, whose question is asked again, or what the block tells of. */
export interface BlockExit {
  statement: Span
  branches: readonly BlockBranch[]
  told?: ToldBranch
}

/** A `catch`, or a branch, that stays with the caller, which hears by a result that the block came there. */
export interface ToldBranch {
  /** That result. */
  name: string
  body: Span
  error?: ToldError
}

/** What a `catch` has caught. */
export interface ToldError {
  /** What it is called in the block. */
  binding: string
  /** How the `catch` declares it, where it uses it: `error: any`. */
  declared?: string
  /** The `try`, whose statements go to the thread, all or the first of them. */
  tried: Span
}

/** A branch that stays with the caller and ends in a `return` in the block. */
export interface BlockBranch {
  body: Span
  /** The results that have a value there, at its end. */
  results: readonly string[]
  /** The statements in it that go to the thread, and what stays of these. */
  inner?: BlockRun & { span: Span }
}

/** What stays with the caller of a run of statements. */
export interface BlockRun {
  exits: readonly BlockExit[]
  /** The last statement, where it stays; what the block computes for it is in `extracts`. */
  tail?: Span
}

/** An expression of a statement that stays: `res.json(list.all())` → `const rows = list.all()` in the block, `res.json(rows)` in the caller. */
export interface BlockExtract {
  expression: Span
  /** The result that has its value. */
  name: string
}

/** A name of the module's top level that a block needs in the sync module. */
export type BlockNeed =
  /** An import, written anew there. */
  | { kind: 'import'; statement: Span; name: string; isType?: true }
  /**
   * A statement of the top level that moves there: the connection, a prepared statement, a constant, a type. Where code that stays uses its
   * names, it stays for that, too: each thread has its own connection. One that `isPlain` computes the same anywhere.
   */
  | { kind: 'statement'; statement: Span; names: readonly string[]; isPlain?: true; isType?: true }
  /** A type that the module exports, imported from it. */
  | { kind: 'own-type'; name: string }

/** Statements, or one expression, that become a function of a sibling module: `users.sync.ts`. */
export interface BlockMove extends BlockRun {
  by: 'block'
  form: 'expression' | 'statements'
  /** What the new function is called. */
  name: string
  /** In the order in which the block uses them. */
  parameters: readonly BlockParameter[]
  results: readonly BlockResult[]
  /** Those that have a value at its end. */
  atEnd: readonly string[]
  /** In tails, and in the conditions of exits. */
  extracts: readonly BlockExtract[]
  /** The block's own `return` is the caller's: `return stmt.all()` → `return sync.list()`. */
  returns: boolean
  needs: readonly BlockNeed[]
}

/** It cannot move; `at` is where the reason stands, `what` the code there, or words for it. */
export interface StuckMove {
  by: 'nothing'
  reason: StuckReason
  at: Place
  what: string
}
