import type { FileId, FunctionId, Span } from './ids.js'

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
  /** It tells its framework by a callback that it is done, or what it found. */
  | 'framework-callback'
  /** Its framework uses what it gives, or what it throws, at once. */
  | 'used-by-framework'
  /** Its framework would answer in its place, as the answer comes once it is over. */
  | 'answers-later'
  /** Code that stays sync needs it as it is, and an async twin of it has no place or no name to be called by. */
  | 'no-twin'
  /** Written where code takes its result at once: a comparator, a callback of a library that is not known. */
  | 'needs-result'
  /** It works on a database in one step, cannot be moved to a thread, and would have to wait in the middle. */
  | 'database-step'
  /** It runs in the database thread, where nothing has to wait. */
  | 'database-thread'

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
  /** All that an arrow does, which gives a value where its type gives none: a promise of that value would not fit the type. */
  unwanted?: Span
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
  /** Its promise is dropped, and nobody has to catch its errors: it reports them, answers with them or hands them on, with all that it calls. */
  handlesErrors?: true
  /** A test's `done` parameter, and the statement at its end that is all that calls it. */
  done?: { parameter: Span; call: Span }
  twin?: TwinName
}
