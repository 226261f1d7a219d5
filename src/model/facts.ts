import type { CallFact, ApiUseFact } from './calls.js'
import type { DatabaseCallFact, DatabaseHandoverFact, DatabaseUseFact, ThreadErrorFact, ThreadObjectFact } from './database.js'
import type { ParallelGroup } from './effects.js'
import type { FunctionFact } from './functions.js'
import type { HandoverFact } from './handovers.js'
import type { FileId, FunctionId, Place, Span } from './ids.js'
import type { MockFact, ApiMockFact } from './mocks.js'
import type { LostPromiseFact } from './promises.js'
import type { RaceFact } from './races.js'
import type { ReadSequence } from './reads.js'

export interface FileFact {
  id: FileId
  /** Of the bytes on disk, in hex: a file whose hash is another at the time of writing is stale. */
  sha256: string
  /** What it runs as: `commonjs`, too, where TypeScript makes `require` of its imports. */
  moduleKind: 'esm' | 'commonjs'
  /** The nearest package.json, where there is one. */
  manifest?: FileId
  isTest: boolean
  /** The package's `main`, `exports` or `bin` points here, so exported names are its public API. */
  isPackageEntry: boolean
  /** `Array.fromAsync` is there on each Node.js that the package runs on, and in TypeScript's library where types are checked. */
  hasArrayFromAsync?: true
  /** Its package depends on unblock-runtime already. */
  hasRuntime?: true
  /** TypeScript writes a declaration file for it, so that the types of what it exports have to have names. */
  isDeclared?: true
  /** It is CommonJS, and yet its `import()` stays one, which names files with their extension. */
  importsByNode?: true
}

/** A place where a function's name is passed on from module to module. */
export interface AliasFact {
  file: FileId
  function: FunctionId
  form:
    /** `import { load } from './x'` */
    | 'import'
    /** `export { load }`, `export { load } from './x'` */
    | 'export'
    /** `const { load } = require('./x')` */
    | 'binding'
    /** `module.exports = { load }` or `{ load: load }` */
    | 'property'
    /** `exports.load = load`: what is assigned to. */
    | 'assignment'
    /** `const read = load`, which is never set again: the whole statement. */
    | 'variable'
    /** `import load from './x'`: the clause. */
    | 'default-import'
    /** `export default load`: the whole statement. */
    | 'default-export'
    /** `module.exports = load`: what is assigned to. */
    | 'module'
  span: Span
  /** The name it comes under; `default` for what a module exports without a name. */
  name: string
  /** The name it goes on under, where that is another. */
  as?: string
  /** The module that it comes from; absent where it is a name of the same file. */
  from?: FileId
  /** The twin's name goes on beside it already, from an earlier run. */
  hasTwin?: true
}

/** A written type of a generator's iterator, away from the generator: of a variable, a parameter, a function that returns it. */
export interface IteratorTypeFact {
  file: FileId
  span: Span
  /** The generator. */
  function: FunctionId
  /** The function in which the type is written. */
  by: FunctionId
  /** Of a parameter, so that other callers may pass other iterables. */
  isParameter?: true
}

/** A type that says what a call of a function gives, in other words than the function's own: `ReturnType<typeof load>`. */
export interface ResultTypeFact {
  file: FileId
  function: FunctionId
  span: Span
  /** It depends on a type parameter, so that TypeScript cannot see that it is a promise's: `ReturnType<F>`. */
  isGeneric?: true
}

/** What a framework runs a function for. */
export type HandlerKind =
  | 'route' | 'middleware' | 'error-middleware' | 'server' | 'hook' | 'page' | 'action' | 'procedure' | 'listener'
  | 'guard' | 'pipe' | 'interceptor' | 'filter'
  /** It sets up a part of the app, and answers no requests. */
  | 'plugin'

/** What a handler is wrapped in whose promise its framework drops: it hands a rejection to `next`, or answers it. */
export type HandlerWrapper = 'forwardRejection' | 'answerRejection'

/** How a handler is marked as one that must not block: around its value, by a decorator, or around a function that becomes the value of a constant. */
export type GuardForm = 'value' | 'method' | 'declaration'

/** What a guard can go around, behind the decorators of a method and the `export` of a declaration. */
export interface Guardable extends Place {
  form: GuardForm
  /** Of a declaration that is known to others by its name. */
  name?: string
}

/** A function registered to answer requests. */
export interface HandlerFact {
  function: FunctionId
  framework: string
  kind: HandlerKind
  /** `POST /users`; absent for middleware of every path. */
  route?: string
  /** The registration's argument. */
  file: FileId
  span: Span
  /** The identifier that a twin's name would replace; absent where the function is not handed over by its name. */
  name?: Span
  /** What it is called there, where that is not its own name. */
  as?: string
  /** The name stands for all of its module, of which the twin is a member: `load.loadAsync`. */
  asModule?: true
  /** The framework looks at a returned promise and answers its rejection. */
  forwardsRejection: boolean
  /** Where it does not: what does so in its place. */
  wrapper?: HandlerWrapper
  /** What the guard of unblock-runtime can go around; absent where it is there already, or where nothing can go around it. */
  guardable?: Guardable
}

/** What could not be analysed, and why. */
export interface ProblemFact {
  code: 'syntax-error' | 'unreadable-file' | 'project-error'
  file: FileId
  span: Span
  message: string
}

/** All that planning needs of one compilation unit: plain data, no syntax tree. */
export interface UnitFacts {
  version: 1
  files: FileFact[]
  functions: FunctionFact[]
  calls: CallFact[]
  apiUses: ApiUseFact[]
  databaseUses: DatabaseUseFact[]
  /** All calls of database drivers, and the calls of functions that make such calls. */
  databaseCalls: DatabaseCallFact[]
  databaseWays: CallFact[]
  databaseHandovers: DatabaseHandoverFact[]
  threadObjects: ThreadObjectFact[]
  threadErrors: ThreadErrorFact[]
  handovers: HandoverFact[]
  aliases: AliasFact[]
  iteratorTypes: IteratorTypeFact[]
  resultTypes: ResultTypeFact[]
  handlers: HandlerFact[]
  mocks: MockFact[]
  apiMocks: ApiMockFact[]
  lostPromises: LostPromiseFact[]
  races: RaceFact[]
  parallelGroups: ParallelGroup[]
  readSequences: ReadSequence[]
  problems: ProblemFact[]
}

/** The facts of all units, merged. */
export type Facts = UnitFacts
