import { ts } from 'ts-morph'
import type { FunctionId } from '../../model/ids.js'
import type { OpenTransactionFact, RaceFact } from '../../model/races.js'
import type { DatabasePoint } from '../database/database-work.js'
import { spanOf } from '../function-registry.js'
import { ownNodes } from '../blocks/references.js'
import { flowOf } from './flow-graph.js'
import { textOf } from './shared-state.js'
import { Ways } from './ways.js'

interface Tools {
  points: ReadonlyMap<ts.Node, DatabasePoint>
  fileOf(node: ts.Node): RaceFact['file']
}

/** Finds what is awaited while a transaction is open on a connection that all requests share. */
export function findOpenTransactions(body: ts.Node, id: FunctionId, tools: Tools): OpenTransactionFact[] {
  const waits = [...betweenStatements(body, tools), ...inCallbacks(body, tools)]
  return waits.map((wait) => ({ kind: 'open-transaction', file: tools.fileOf(body), function: id, span: spanOf(wait), name: textOf(wait.expression) }))
}

/** Between `db.exec('BEGIN')` and the first statement that ends it. */
function betweenStatements(body: ts.Node, { points }: Tools): ts.AwaitExpression[] {
  const { nodes, next } = flowOf(body)
  const steps = (kind: 'begin' | 'end'): number[] => nodes.flatMap((node, step) => (points.get(node)?.transaction === kind ? [step] : []))
  const [begins, ends] = [steps('begin'), steps('end')]
  const ways = new Ways({ nodes, next })
  const waits = nodes.flatMap((node, step) => (ts.isAwaitExpression(node) ? [{ node, step }] : []))
  return waits.filter(({ step }) => begins.some((begin) => ways.leads(begin, step, new Set(ends)))).map(({ node }) => node).slice(0, 1)
}

/** `db.transaction(async () => { … })` */
function inCallbacks(body: ts.Node, { points }: Tools): ts.AwaitExpression[] {
  const calls = [...ownNodes(body)].filter(ts.isCallExpression).filter((call) => {
    return points.has(call) && ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'transaction'
  })
  const callbacks = calls.flatMap(({ arguments: [callback] }) => (callback && (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback)) ? [callback.body] : []))
  return callbacks.flatMap((each) => [...ownNodes(each)].filter(ts.isAwaitExpression).slice(0, 1))
}
