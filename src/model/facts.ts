import type { FileId, FunctionId, Span } from './ids.js'
import type { DatabaseCallFact, DatabaseHandoverFact, DatabaseUseFact, ThreadObjectFact } from './database.js'
import type { LostPromiseFact } from './promises.js'
import type { RaceFact } from './races.js'
import type { RuleId } from './rules.js'

/** How a function is written, which decides where `async` goes, or that it cannot go anywhere. */
export type FunctionForm =
  | 'declaration'
  | 'expression'
  | 'arrow'
  | 'method'
  | 'constructor'
  | 'getter'
  | 'setter'
  /** No body: an interface member, an abstract method, an overload, a property of a function type. */
  | 'signature'
  /** Code that belongs to no function: the top level of a module. */
  | 'module'
  | 'field-initializer'
  | 'static-block'
  | 'parameter-default'

/** Why a function cannot be made async. */
export type Barrier =
  | 'constructor'
  | 'accessor'
  | 'field-initializer'
  | 'static-block'
  | 'module-top-level'
  | 'parameter-default'
  | 'generator'
  | 'conversion-method'
  /** `eval` or `with` in its file may call it where no name can be followed. */
  | 'called-by-eval'
  | 'type-predicate'
  | 'called-with-new'
  | 'external-signature'
  | 'exit-listener'
  | 'done-callback'
  /** Code that stays sync needs it as it is, and an async twin of it has no place or no name to be called by. */
  | 'no-twin'
  /** Written where code takes its result at once: a comparator, a callback of a library that is not known. */
  | 'needs-result'
  /** It works on a database in one step, cannot be moved to a thread, and would have to wait in the middle. */
  | 'database-step'
  /** It runs in the database thread, where nothing has to wait. */
  | 'database-thread'

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
  /** TypeScript writes a declaration file for it, so that the types of what it exports have to have names. */
  isDeclared?: true
}

/** What an async copy of a function is called. */
export interface TwinName {
  name: string
  /** Such a function stands beside it already, from an earlier run. */
  exists: boolean
  /** What the copy is called where the function goes by another name. */
  elsewhere?: Record<string, string>
}

export interface FunctionFact {
  id: FunctionId
  file: FileId
  /** The last name of the path, from which a twin's name is made; empty for the anonymous. */
  name: string
  form: FunctionForm
  /** How a rewriter finds it: an arrow by its whole span, any other by its body's span, a signature by its own. */
  key: Span
  /** The whole statement or class member that a twin is copied from; absent where there is none to copy. */
  declaration?: Span
  isAsync: boolean
  /** Written with `*`: a call gives an iterator, and the body runs as that is consumed. */
  isGenerator?: true
  /** Its declared or inferred result is a promise, whether or not it is written `async`. */
  returnsPromise: boolean
  /** The written return type, when there is one. */
  returnType?: Span
  barrier?: Barrier
  /** Methods that override or implement one another share this; they convert together. */
  family?: string
  /** Parameters whose default values can be computed in the body; code in them counts as the function's own. */
  movableDefaults?: Span[]
  /** Visible from other modules. */
  exported: boolean
  /** Users of the package can reach it from an entry file: by name, as a member, or as what a call gives. */
  isPublic?: true
  /** Other modules may know it by any name: it is a default export, or all that its module exports. */
  isDefault?: true
  /** A rule of the configuration says what its callers call instead, so that it stays as it is. */
  hasRule?: true
  /** It is all that its CommonJS module exports, and is written there: `module.exports = function () {}`. */
  isModule?: true
  /** An expression with a name of its own is written under another: `of` for `texts.of = function readText() {}`. */
  heldAs?: string
  /** No error leaves it: what may throw stands in a `try`, and the `catch` only reports. */
  catchesAll?: true
  /** A test's `done` parameter, and the statement at its end that is all that calls it. */
  done?: { parameter: Span; call: Span }
  twin?: TwinName
}

/** What happens to the value of a call where it stands. */
export type CallUse =
  /** Already under `await`, or inside `Promise.all([...])`. */
  | 'awaited'
  /** `return f()`, or an arrow's expression body, outside of any `try`. */
  | 'returned'
  /** `f()` alone in a statement. */
  | 'statement'
  | 'value'

/** How a generator's items are taken, which is when its body runs; the span is that of the iterator. */
export type IterationUse =
  /** One by one or all at once: a loop, a spread, `Array.from`. */
  | 'iterated'
  /** By `yield*`, which takes from sync and async generators alike. */
  | 'delegated'

/** A call of a function that blocks, or that calls one that does; for a generator, where its items are taken. */
export interface CallFact {
  file: FileId
  span: Span
  caller: FunctionId
  callee: FunctionId
  /** The identifier that a twin's name would replace; absent where the call does not go through the name. */
  name?: Span
  /** What it is called there, where that is not its own name. */
  as?: string
  /** The name stands for all of its module, of which the twin is a member: `load.loadAsync`. */
  asModule?: true
  use: CallUse | IterationUse
}

/** What is known of one argument without running anything. */
export type ArgumentFact =
  | { is: 'number' }
  | { is: 'object-literal'; keys: string[]; open: boolean }
  | { is: 'spread' }
  | { is: 'other' }

/** A use of a blocking API. */
export interface ApiUseFact {
  file: FileId
  /** The call's span; where the API is not called but passed on, the span of the reference. */
  span: Span
  caller: FunctionId
  rule: RuleId
  /** What the swap replaces: `fs.readFileSync`, or the name alone. */
  callee: Span
  /** `member` for `fs.readFileSync`, where `object` is `fs`; `name` for an imported or destructured name; `computed` for `fs[name]`, where it may be one of several. */
  access: 'member' | 'name' | 'computed'
  object?: Span
  use: CallUse | 'not-called'
  /** Where it is handed to code that calls it once per item. */
  calledBack?: CallbackCall
  /** Of the call; of a callback, as far as they are known. */
  arguments: ArgumentFact[]
}

/** What code that is handed a function does with the promise that it returns once it is async. */
export type Consumer =
  /** Awaits or forwards it: `.then`, a test's callback, a framework's handler. */
  | 'awaits'
  /** Drops it, and nothing waits for the result: timers, event listeners. */
  | 'ignores'
  /** A rewrite can make that wait: what calls it once per item, an assertion that it throws, a test inside of a test. */
  | 'rewritable'
  /** Uses the result at once, so that a promise would be wrong: `sort`, `replace`, an unknown library. */
  | 'needs-result'

/** What calls back once per item and has an async form. */
export type CallbackMethod =
  | 'forEach' | 'map' | 'flatMap' | 'filter' | 'some' | 'every'
  | 'find' | 'findIndex' | 'findLast' | 'findLastIndex' | 'reduce' | 'reduceRight'
  /** Of whatever has entries of keys and values, and of whatever has values alone. */
  | 'Map.forEach' | 'Set.forEach'
  | 'Array.from' | 'replace' | 'replaceAll' | 'sort' | 'toSorted'

/** A comparator that compares the same key of both items, so that the keys can be computed before. */
export interface Comparison {
  /** The key of one item, `statSync(a).size`, and the parameter that stands for the item there, `a`. */
  key: Span
  parameter: string
  /** What the two keys are called where they are compared. */
  names: [string, string]
  /** The comparison, and the keys in it, each with the name that takes its place. */
  body: Span
  keys: { span: Span; name: string }[]
}

/** A call that calls back, in a way that a rewrite can make wait. */
export interface CallbackCall {
  span: Span
  method: CallbackMethod
  use: CallUse
  /** Nothing is known of the list but that it has this method. */
  isAssumed?: true
  /** For `sort` and `toSorted`. */
  comparison?: Comparison
}

/** What makes a call wait for the function that it is handed. */
export type WaitSpelling =
  /** `t.test('…', fn)` → `await t.test('…', fn)` */
  | { by: 'await' }
  /** `assert.throws(fn)` → `await assert.rejects(fn)`; `module` where the name itself is imported. */
  | { by: 'name'; name: Span; to: string; module?: string }
  /** `expect(fn).toThrow()` → `await expect(fn()).rejects.toThrow()`; some take the function itself. */
  | { by: 'promise'; takesFunction?: true }
  /** `expect(fn).to.throw()` → `expect(await outcomeOf(fn)).to.throw()` */
  | { by: 'outcome' }

/** The call that can be made to wait, and what becomes of its value. */
export type WaitFact = { call: Span; use: CallUse } & WaitSpelling

/** A function used as a value, where it is handed to code that cannot be rewritten. */
export interface HandoverFact {
  file: FileId
  /** The expression that denotes the function. */
  span: Span
  /** The function in which this is written. */
  by: FunctionId
  function: FunctionId
  consumer: Consumer
  /** What it is handed to, in words a person knows: `Array.prototype.sort`, `EventEmitter.on`. */
  to: string
  /** Where a rewrite is possible. */
  call?: CallbackCall
  /** Where a rewrite of the call is all that it takes: how. */
  wait?: WaitFact
  /** The identifier that a twin's name would replace. */
  name?: Span
  /** What it is called there, where that is not its own name. */
  as?: string
  /** The name stands for all of its module, of which the twin is a member: `load.loadAsync`. */
  asModule?: true
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

/** A function registered to answer requests. */
export interface HandlerFact {
  function: FunctionId
  framework: string
  kind: 'route' | 'middleware' | 'error-middleware' | 'server'
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
}

/** How what a mock is told becomes what an async function would do. */
export type MockFollowing =
  /** `mockReturnValue(x)` → `mockResolvedValue(x)` */
  | { by: 'name'; name: Span; to: string }
  /** `mockImplementation(() => x)` → `mockImplementation(async () => x)` */
  | { by: 'implementation'; implementation: FunctionId }
  /** `vi.fn<(path: string) => string>()` → `vi.fn<(path: string) => Promise<string>>()` */
  | { by: 'type'; type: Span }
  /** Other code uses what it runs as it is, there is no async form of what it is told, or the test looks at what it gave. */
  | { by: 'nothing'; why: 'shared' | 'no-async-form' | 'looked-at' }

/** A mock that takes the place of a function of the project. */
export interface MockFact {
  file: FileId
  span: Span
  /** The function in which the test says so. */
  in: FunctionId
  function: FunctionId
  /** Absent where the mock is made and told nothing. */
  follows?: MockFollowing
}

/** A mock that takes the place of a blocking API, or of its whole module. */
export interface ApiMockFact {
  file: FileId
  span: Span
  module: string
  /** Absent for the whole module. */
  rule?: RuleId
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
  handovers: HandoverFact[]
  aliases: AliasFact[]
  iteratorTypes: IteratorTypeFact[]
  resultTypes: ResultTypeFact[]
  handlers: HandlerFact[]
  mocks: MockFact[]
  apiMocks: ApiMockFact[]
  lostPromises: LostPromiseFact[]
  races: RaceFact[]
  problems: ProblemFact[]
}

/** The facts of all units, merged. */
export type Facts = UnitFacts
