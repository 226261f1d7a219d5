import type { ts } from 'ts-morph'
import type { ApiOrigins } from '../api-origin.js'
import type { NameIndex } from '../name-index.js'
import type { PackageInfo } from '../package-info.js'
import type { MemberValue } from '../resolve-objects.js'
import type { Symbols } from '../symbols.js'
import type { CallForm, Framework, Handling } from './framework.js'

/** What a handler is for, as its registration says it: the paths as the router knows them. */
export interface Route {
  methods: readonly string[]
  paths: readonly string[]
}

/** Functions that are handed over, and what is done with them. */
export interface Handed {
  /** A function, a list of functions, what makes one; or the method that is written there. */
  at: MemberValue
  handling: Handling
  route?: Route
}

/** A call that registers handlers, or mounts routers. */
export interface Registration {
  framework: Framework
  form: CallForm
  call: ts.CallExpression | ts.NewExpression
  /** The app or the router; a function that a module exports has none. */
  receiver?: ts.Expression
  handed: readonly Handed[]
  /** What is mounted, and at which paths. */
  mounted?: { values: readonly ts.Expression[]; paths: readonly string[] }
}

/** A function that a framework runs because of what it is: a method with a decorator, an export of a certain file. */
export interface Found {
  framework: Framework
  node: ts.FunctionLikeDeclaration
  handling: Handling
  routes: readonly string[]
  /** The framework reads its text, and takes no value in its place. */
  isAsWritten?: true
}

export interface FrameworkTools {
  symbols: Symbols
  origins: ApiOrigins
  index: NameIndex
  packageOf(file: ts.SourceFile): PackageInfo
}

/** How a route is written, whatever it is registered for: `GET /a`, `GET /a, /b`. */
export function routeText(method: string, paths: readonly string[]): string {
  return `${method.toUpperCase()} ${paths.join(', ')}`
}
