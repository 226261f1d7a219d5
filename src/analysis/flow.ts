import type { ts } from 'ts-morph'
import type { Consumers } from './consumers.js'
import type { FunctionRegistry, Scope, Signature } from './function-registry.js'
import type { MockCalls } from './mocks/mock-calls.js'
import type { NameIndex } from './name-index.js'
import type { Symbols } from './symbols.js'
import type { TypeLinks } from './type-links.js'
import type { Value } from './value.js'
import type { Handover, ValueFacts } from './value-facts.js'

/** What following values asks of the rest of the analysis. */
export interface FollowTools {
  symbols: Symbols
  index: NameIndex
  registry: FunctionRegistry
  consumers: Consumers
  mockCalls: MockCalls
  links: TypeLinks
  isRegistration(call: ts.Node): boolean
  /** The guard of unblock-runtime, which gives the handler that it is given. */
  isGuard(call: ts.Node): boolean
  /** It is handed classes by a framework that makes objects of them. */
  takesClasses(call: ts.CallExpression | ts.NewExpression): boolean
  isOwn(file: ts.SourceFile): boolean
  /** A rule says what takes its place, so that it stays as it is. */
  isRuled(node: ts.Node): boolean
}

/** What each kind of use needs to follow a value further. */
export interface Flow {
  readonly tools: FollowTools
  readonly facts: ValueFacts
  /** The expression has this value; `name` is the identifier in it that stands for the function. */
  use(expression: ts.Node, value: Value, name?: ts.Node): void
  /** The declared name has this value, wherever it occurs. */
  track(declaration: ts.Declaration, value: Value, name: string): void
  /** What the expression denotes holds this value from here on. */
  store(target: ts.Expression, value: Value): void
  /** The function's own value: what a call of it gives, or puts into an argument. */
  follow(node: ts.FunctionLikeDeclaration, value: Value): void
  /** The member holds this value, and so do those that it stands for or that stand for it. */
  relate(member: ts.Declaration, value: Value): void
  /** Takes in a function whose callers have to wait, or what stands for one. */
  enter(scope: Scope | Signature): void
  /** The function runs here. */
  call(node: ts.Node, value: Value, name?: ts.Node): void
  /** The function goes to code that cannot be rewritten. */
  handOver(node: ts.Node, value: Value, handover: Handover): void
  /** What the module gives as a whole: its default export, or all that it exports. */
  exportAs(file: ts.SourceFile, value: Value): void
}
