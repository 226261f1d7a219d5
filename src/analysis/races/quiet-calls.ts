import { ts } from 'ts-morph'
import { isFunctionWithBody } from '../function-registry.js'
import { isAssignment, isStep } from './accesses.js'
import type { RaceTools } from './find-races.js'
import { runAtOnce } from './flow-graph.js'
import { type Access, overlaps } from './state-path.js'

/** State that a piece of code is to leave alone. */
export interface Wanted {
  asked: readonly Access[]
  locals: readonly ts.Node[]
  tools: RaceTools
}

/** How deep functions are looked into. */
const followedCalls = 3

/** Whether a node itself sets what is wanted as it is. */
export function changes(node: ts.Node, { asked, locals, tools }: Wanted): boolean {
  if (tools.accessesOf(node).writes.some((write) => asked.some((read) => overlaps(read, write)))) return true
  const target = isStep(node) ? node.operand : ts.isBinaryExpression(node) && isAssignment(node) ? node.left : undefined
  return target !== undefined && locals.some((local) => local.getText() === target.getText())
}

/** They run listeners, or modules. */
const runningOthers = /^(emit|dispatchEvent|require|next)$/

/** A function of JavaScript's or a library's that is handed no function to call. */
function isForeign(call: ts.CallExpression | ts.NewExpression, { symbols }: RaceTools): boolean {
  const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression
  const declarations = symbols.declarationsAt(name)
  const takesCode = call.arguments?.some((argument) => isFunctionWithBody(argument) && !runAtOnce(argument)) ?? false
  return declarations.length > 0 && declarations.every((declaration) => declaration.getSourceFile().isDeclarationFile) && !takesCode && !runningOthers.test(name.getText())
}

/** Whether a call is known to change nothing of that, and the functions that it runs neither. */
export function isQuiet(call: ts.Node, { asked, tools }: Wanted, depth = followedCalls): boolean {
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return true
  if (tools.isBlockingCall(call) || isForeign(call, tools)) return !changes(call, { asked, locals: [], tools })
  const reads = tools.accessesOf(call)
  if (reads.reads.length > 0 && reads.writes.length === 0 && !tools.functionOf(call.expression)) return true
  const node = depth > 0 ? tools.functionOf(call.expression) : undefined
  return node?.body !== undefined && [...nodesRunIn(node.body)].every((each) =>
    !changes(each, { asked, locals: [], tools }) && isQuiet(each, { asked, locals: [], tools }, depth - 1))
}

/** All that runs with a piece of code, but for the functions in it that others call. */
export function* nodesRunIn(node: ts.Node): Generator<ts.Node> {
  yield node
  const children: ts.Node[] = []
  node.forEachChild((child) => { children.push(child) })
  for (const child of children) if (!isFunctionWithBody(child) || runAtOnce(child)) yield* nodesRunIn(child)
}

