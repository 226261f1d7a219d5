import { ts } from 'ts-morph'
import type { RaceFact } from '../../model/races.js'
import type { RuleId } from '../../model/rules.js'
import type { DatabasePoint } from '../database/database-work.js'
import { enclosingScope, type FunctionRegistry, isFunctionWithBody } from '../function-registry.js'
import { type Accesses, MemoryAccesses } from './accesses.js'
import { FileCalls, type FileEffect } from './file-accesses.js'
import { findRaces } from './find-races.js'
import { runAtOnce } from './flow-graph.js'
import { HelperCalls } from './helper-calls.js'
import { findAsyncTransactions, findOpenTransactions } from './open-transactions.js'
import { rowsAt } from './row-accesses.js'
import { SharedState } from './shared-state.js'
import { Sharing, type SharingTools } from './sharing.js'
import { findWaitingLoops } from './waiting-loops.js'

interface Tools extends SharingTools {
  registry: FunctionRegistry
  /** The calls of blocking APIs. */
  rules: ReadonlyMap<ts.Node, RuleId>
  /** The calls that work on a database. */
  points: ReadonlyMap<ts.Node, DatabasePoint>
}

/** Finds in some functions what is safe only as long as nothing waits in the middle. */
export function racesIn(scopes: Iterable<ts.Node>, tools: Tools): RaceFact[] {
  const state = new SharedState(tools.symbols, new Sharing(tools))
  const memory = new MemoryAccesses(state, tools.symbols)
  const files = new FileCalls(state, tools.rules)
  const own = (node: ts.Node): Accesses => merged(memory.at(node), files.at(node))
  const helpers = new HelperCalls({ symbols: tools.symbols, state, accessesOf: own })
  const accessesOf = (node: ts.Node): Accesses => {
    const rows = rowsAt(node, { points: tools.points, functionOf: (callee) => helpers.functionOf(callee) })
    return merged(own(node), rows ?? (tools.rules.has(node) ? undefined : helpers.at(node)))
  }
  const fileEffectOf = (node: ts.Node): FileEffect | undefined => files.at(node)?.effect
  const fileOf = (node: ts.Node): RaceFact['file'] => tools.registry.fileOf(node.getSourceFile())
  const raceTools = {
    symbols: tools.symbols, accessesOf, fileEffectOf, fileOf,
    isBlockingCall: (node: ts.Node) => tools.rules.has(node), functionOf: (callee: ts.Expression) => helpers.functionOf(callee),
  }
  const transactions = findAsyncTransactions({ ...tools, fileOf, ownerOf: (call) => tools.registry.factOf(enclosingScope(call)).id })
  const found = [...scopes].flatMap((scope): RaceFact[] => {
    if (!isFunctionWithBody(scope) || !scope.body || runAtOnce(scope)) return []
    const { id } = tools.registry.factOf(scope)
    return [
      ...findRaces(scope.body, id, raceTools),
      ...findWaitingLoops(scope.body, id, raceTools),
      ...findOpenTransactions(scope.body, id, { ...tools, fileOf }),
    ]
  })
  return [...transactions, ...found]
}

function merged(...parts: (Accesses | undefined)[]): Accesses {
  return { reads: parts.flatMap((part) => part?.reads ?? []), writes: parts.flatMap((part) => part?.writes ?? []) }
}
