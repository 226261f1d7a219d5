import { ts } from 'ts-morph'
import { isFunctionWithBody, type Scope } from '../function-registry.js'
import { type Obstruction, obstruction } from './obstruction.js'
import type { ThreadModules } from './thread-modules.js'

/** Where a driver's call stands, and the connections that it may work on, without those of tests. */
export interface OnConnections {
  call: ts.Node
  scope: Scope
  makers: ReadonlySet<ts.Node>
}

/** Why a driver's call cannot go to the thread, as far as its connections tell. */
export function stuckByConnection({ call, scope, makers }: OnConnections, modules: ThreadModules): Obstruction | undefined {
  if (makers.size === 0) return obstruction('injected-connection', call)
  for (const maker of makers) {
    if (isWithin(maker, scope)) continue
    if (isInMemory(maker)) return obstruction('memory-database', maker)
    // The connections of its own file move along with it.
    const file = maker.getSourceFile()
    const found = file === call.getSourceFile() ? undefined : modules.whyNot(file)
    if (found) return found
  }
  return undefined
}

/** Opened and used in one function: one block, in which it may be in memory. */
function isWithin(maker: ts.Node, scope: Scope): boolean {
  return isFunctionWithBody(scope) && ts.findAncestor(maker, (node) => node === scope) !== undefined
}

/** `new Database(':memory:')`; one that depends on a condition is a file where it matters. */
export function isInMemory(maker: ts.Node): boolean {
  if (!ts.isNewExpression(maker) && !ts.isCallExpression(maker)) return false
  const [name] = maker.arguments ?? []
  return name === undefined || (ts.isStringLiteralLike(name) && /^$|^:memory:$|^file:.*(:memory:|mode=memory)/.test(name.text))
}
