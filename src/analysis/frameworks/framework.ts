import type { HandlerKind } from '../../model/facts.js'

/** What becomes of the rejection of a handler that is async. */
export type Rejection =
  /** The framework awaits the handler, and answers with an error, or reports it. */
  | 'answered'
  /** The framework drops the promise, and has a `next` for errors: the handler is wrapped in `forwardRejection`. */
  | 'passed to next'
  /** It is dropped, and there is a response: the handler is wrapped in `answerRejection`. */
  | 'answered by a wrapper'
  /** Nobody looks at it, which is flagged. */
  | 'dropped'

/** What one framework does with a function that it runs. */
export interface Handling {
  kind: HandlerKind
  /** What it does with the value that the function returns. */
  result: 'sent' | 'used' | 'ignored'
  rejection: Rejection
  /** What older versions than this major one do with a rejection. */
  before?: { major: number; rejection: Rejection }
  /** The place of a parameter by which the function says that it is done: with that, it must not be async. */
  done?: number
  /** The function's result, or what it throws, is used at once, so that it must never be async. */
  isSync?: true
  /** The place of the response in the parameters, where an answer may come later as long as the function gives no promise. */
  reply?: number
  /** By a function in an object that it is given, it runs the handlers behind it, which must not be marked with it: `({ next }) => next()`. */
  runsOthers?: true
}

/** The properties of an object that is handed over which hold handlers: `{ method: 'GET', url: '/', handler }`. */
export interface ObjectForm {
  method?: string
  path?: string
  handlers: Readonly<Record<string, Handling>>
  /** Objects inside of it that hold further ones. */
  inside?: Readonly<Record<string, ObjectForm>>
}

/** Calls that register: `app.get('/', handler)`, `app.addHook('onRequest', hook)`, `app.route({ … })`. */
export interface CallForm {
  names: readonly string[]
  /** The functions among the arguments, behind leading texts. */
  handling?: Handling
  /** The same, where the first argument says which it is. */
  byEvent?: Readonly<Record<string, Handling>>
  /** Which HTTP method it is for: the one that the call is named after, or the first argument. `by place`: its path is where it stands in objects. */
  route?: 'by name' | 'by argument' | 'by place'
  /** Arguments that are objects, or lists of objects. */
  object?: ObjectForm
  /** The arguments may be routers, which are mounted at its paths; or plugins, whose first parameter is one. */
  mounts?: 'routers' | 'plugins'
  /** The arguments are objects, of which the framework calls no methods but those that stand in its table. */
  takesObjects?: true
  /** Modules that export these functions, where they are no methods of an app. */
  from?: readonly string[]
}

/** Apps and routers: how they are known. */
export interface Receivers {
  /** Names of their types. */
  types: readonly string[]
  /** What the paths of the files have in them that declare these types. */
  declaredIn: readonly string[]
  /** The exports that make one when they are called, with or without `new`, by module; `''` is the module itself. */
  makers: Readonly<Record<string, readonly string[]>>
  /** What they are usually called where they are handed in without a type. */
  usual: RegExp
  /** Methods that give them back, or a part of them, besides those that register. */
  chained: readonly string[]
  /** The method that gives a part for one path: `app.route('/x').get(handler)`. */
  part?: string
  /** The property of a maker's argument, or the method, that sets a prefix for all paths; the method may give a router of its own for it. */
  prefix?: { option?: string; method?: string; makesNew?: true }
}

/** `@Get(':id')` above a method. */
export interface DecoratorForm {
  names: readonly string[]
  from: string
  handling: Handling
  /** The decorator is named after the HTTP method; its argument is the path. */
  isRoute?: true
  /** The decorator of the class that says where all of its routes begin. */
  prefixBy?: string
}

/** Methods that a class has as it implements an interface, or extends what a call gives. */
export interface MemberForm {
  member: string
  of: string
  from: string
  handling: Handling
}

/** Functions that a file exports under a name, in a place that means something. */
export interface FileForm {
  /** Its path from the folder of its package. */
  file: RegExp
  /** The names of the exports; `{ in: 'actions' }` for the functions of an exported object. */
  exports: readonly string[] | { in: string }
  handling: Handling
  /** `by name`: the export is the HTTP method; else the method. Without one there is no route. */
  method?: string
  /** The file must not begin with this directive. */
  unless?: string
}

/** Functions that a directive marks: `'use server'`. */
export interface DirectiveForm {
  directive: string
  handling: Handling
}

/** A framework as a table: how handlers are registered, whether they may be async, who catches their rejection. */
export interface Framework {
  name: string
  /** What it is called in docs. */
  title: string
  /** The package that says that it is used, and which version; Node's own modules have none. */
  package?: string
  receivers?: Receivers
  calls?: readonly CallForm[]
  decorators?: readonly DecoratorForm[]
  members?: readonly MemberForm[]
  files?: readonly FileForm[]
  directives?: readonly DirectiveForm[]
  /** Where the names of the modules begin that are handed classes, to make objects of them: the framework calls no methods of theirs but those that stand in this table. */
  makesObjects?: string
  /** The route of a file, from its path. */
  routeOf?(path: string): string
}
