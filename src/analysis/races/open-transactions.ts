import { ts } from 'ts-morph'
import type { FunctionId } from '../../model/ids.js'
import type { OpenTransactionFact, RaceFact } from '../../model/races.js'
import type { DatabasePoint } from '../database/database-work.js'
import { spanOf } from '../function-registry.js'
import { ownNodes } from '../blocks/references.js'
import { returnedBy, valueOf } from '../resolve-functions.js'
import type { Symbols } from '../symbols.js'
import { flowOf } from './flow-graph.js'
import { textOf } from './shared-state.js'
import { Ways } from './ways.js'

interface Tools {
  points: ReadonlyMap<ts.Node, DatabasePoint>
  fileOf: (node: ts.Node) => RaceFact['file']
}

/** Finds what a function awaits while a transaction is open on a connection that all requests share. */
export function findOpenTransactions(body: ts.Node, id: FunctionId, { points, fileOf }: Tools): OpenTransactionFact[] {
  return betweenStatements(body, points).map((wait) => {
    return { kind: 'open-transaction', file: fileOf(body), function: id, span: spanOf(wait), name: textOf(wait.expression) }
  })
}

/** Finds async functions that were handed to `db.transaction`, where that is made and where it is run. */
export function findAsyncTransactions({ points, fileOf, ownerOf, symbols }: Tools & { ownerOf: (call: ts.Node) => FunctionId; symbols: Symbols }): OpenTransactionFact[] {
  return [...points.keys()].flatMap((point): OpenTransactionFact[] => {
    const callback = transactionsAt(point, symbols).map(asyncCallbackOf).find((found) => found !== undefined)
    if (!callback) return []
    const wait = [...ownNodes(callback.body)].find(ts.isAwaitExpression)
    const name = textOf(wait?.expression ?? returnedBy(callback).at(0) ?? callback)
    return [{ kind: 'open-transaction', file: fileOf(callback), function: ownerOf(point), span: spanOf(wait ?? callback), name }]
  })
}

/** The call itself, and what made what it calls: `orderAll(items)` of `const orderAll = db.transaction(…)`. */
function transactionsAt(point: ts.Node, symbols: Symbols): ts.CallExpression[] {
  if (!ts.isCallExpression(point)) return []
  const made = ts.isIdentifier(point.expression) ? symbols.declarationsAt(point.expression).flatMap((declaration) => valueOf(declaration) ?? []) : []
  return [point, ...made].filter(ts.isCallExpression)
}

type AsyncCallback = ts.ArrowFunction | ts.FunctionExpression

/** `db.transaction(async () => { … })` */
function asyncCallbackOf({ expression: callee, arguments: [callback] }: ts.CallExpression): AsyncCallback | undefined {
  const isTransaction = ts.isPropertyAccessExpression(callee) && callee.name.text === 'transaction'
  if (!isTransaction || !callback || (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback))) return undefined
  return callback.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ? callback : undefined
}

/** Between `db.exec('BEGIN')` and the first statement that ends it. */
function betweenStatements(body: ts.Node, points: Tools['points']): ts.AwaitExpression[] {
  const { nodes, next } = flowOf(body)
  const steps = (kind: 'begin' | 'end'): number[] => nodes.flatMap((node, step) => (points.get(node)?.transaction === kind ? [step] : []))
  const [begins, ends] = [steps('begin'), steps('end')]
  const ways = new Ways({ nodes, next })
  const waits = nodes.flatMap((node, step) => (ts.isAwaitExpression(node) ? [{ node, step }] : []))
  return waits.filter(({ step }) => begins.some((begin) => ways.leads(begin, step, new Set(ends)))).map(({ node }) => node).slice(0, 1)
}
