import type { ts } from 'ts-morph'
import type { ApiOrigins } from '../api-origin.js'
import type { PackageInfo } from '../package-info.js'
import type { Symbols } from '../symbols.js'

/** A call that registers functions to answer requests. */
export interface Registration {
  call: ts.CallExpression
  framework: string
  kind: 'route' | 'middleware' | 'server'
  route?: string
  /** The arguments that are handlers, lists of handlers, or routers. */
  handlers: ts.Expression[]
  /** The framework looks at a handler's promise and answers its rejection. */
  forwardsRejection: boolean
}

export interface FrameworkTools {
  symbols: Symbols
  origins: ApiOrigins
  packageOf(file: ts.SourceFile): PackageInfo
}

/** How one framework registers handlers: which names to look for, and which calls of them are registrations. */
export interface Framework {
  name: string
  /** Names of the functions and methods that register. */
  names: readonly string[]
  registrationAt(call: ts.CallExpression, tools: FrameworkTools): Registration | undefined
}
