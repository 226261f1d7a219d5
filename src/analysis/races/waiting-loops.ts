import { ts } from 'ts-morph'
import type { FunctionId } from '../../model/ids.js'
import type { WaitingLoopFact } from '../../model/races.js'
import { alwaysLeaves } from '../blocks/leaving.js'
import { isFunctionWithBody, spanOf } from '../function-registry.js'
import { isAssignment, isStep } from './accesses.js'
import { runAtOnce } from './flow-graph.js'
import type { RaceTools } from './find-races.js'
import { textOf } from './shared-state.js'
import { type Access, overlaps } from './state-path.js'

export interface LoopTools extends RaceTools {
  /** It waits for something outside of the program, and changes nothing in it. */
  isBlockingCall(node: ts.Node): boolean
  functionOf(callee: ts.Expression): ts.FunctionLikeDeclaration | undefined
}

type Loop = ts.WhileStatement | ts.DoStatement | ts.ForStatement

/** Finds loops that wait for what none of their own code can change. */
export function findWaitingLoops(body: ts.Node, id: FunctionId, tools: LoopTools): WaitingLoopFact[] {
  return [...nodesRunIn(body)].filter(isLoop).flatMap((loop) => {
    const name = awaitedState(loop, tools)
    if (name === undefined) return []
    const calls = [...nodesRunIn(loop)].filter((node) => ts.isCallExpression(node) || ts.isAwaitExpression(node))
    const between = calls.map((node) => ({ span: spanOf(node), text: textOf(node), ...(ts.isAwaitExpression(node) && { isAwait: true as const }) }))
    return [{ kind: 'waiting-loop', file: tools.fileOf(loop), function: id, span: headOf(loop), name, between }]
  })
}

/** What the loop waits for, in words; undefined where it may end by what it does itself. */
function awaitedState(loop: Loop, tools: LoopTools): string | undefined {
  const condition = conditionOf(loop)
  if (!condition) return undefined
  const asked = [...nodesRunIn(condition)].flatMap((node) => tools.accessesOf(node).reads.filter(({ path }) => path.kind === 'variable'))
  const work = [...nodesRunIn(loop)]
  const asksClock = work.some(isClock)
  const [first] = asked
  if (!first && !asksClock) return undefined
  const locals = [...nodesRunIn(condition)].filter((node) => ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node.parent))
  const calls = work.filter((node) => ts.isCallExpression(node) || ts.isNewExpression(node))
  if (!first && calls.some((call) => !isClock(call))) return undefined
  const wanted = { asked, locals, tools }
  const isChanged = work.some((node) => changes(node, wanted)) || !calls.every((call) => isQuiet(call, wanted, followedCalls))
  return isChanged || leavesOtherwise(loop, condition) ? undefined : first?.path.name ?? 'the clock'
}

/** `while (!ready)`, or the condition by which `for (;;) { if (ready) break; … }` ends. */
function conditionOf(loop: Loop): ts.Expression | undefined {
  const condition = ts.isForStatement(loop) ? loop.condition : loop.expression
  if (condition && condition.kind !== ts.SyntaxKind.TrueKeyword) return condition
  return exitsOf(loop).at(0)?.expression
}

function exitsOf({ statement }: Loop): ts.IfStatement[] {
  return ts.isBlock(statement) ? statement.statements.filter(ts.isIfStatement).filter((each) => alwaysLeaves(each.thenStatement)) : []
}

/** By another way than its condition. */
function leavesOtherwise(loop: Loop, condition: ts.Expression): boolean {
  const exit = exitsOf(loop).find(({ expression }) => expression === condition)
  return [...nodesRunIn(loop.statement)].some((node) => (ts.isReturnStatement(node) || ts.isBreakStatement(node) || ts.isThrowStatement(node))
    && !(exit && exit.pos <= node.pos && node.end <= exit.end))
}

/** What a loop's condition asks for. */
interface Wanted {
  asked: readonly Access[]
  locals: readonly ts.Node[]
  tools: LoopTools
}

/** How deep functions are looked into that a loop calls. */
const followedCalls = 3

function changes(node: ts.Node, { asked, locals, tools }: Wanted): boolean {
  if (tools.accessesOf(node).writes.some((write) => asked.some((read) => overlaps(read, write)))) return true
  const target = isStep(node) ? node.operand : ts.isBinaryExpression(node) && isAssignment(node) ? node.left : undefined
  return target !== undefined && locals.some((local) => local.getText() === target.getText())
}

const harmless = /^(console\.\w+|Math\.\w+|Date\.now|performance\.now|Atomics\.wait|process\.hrtime(\.bigint)?|Int32Array|SharedArrayBuffer|Date)$/

/** It is known not to change what the loop waits for, nor do the functions that it calls. */
function isQuiet(call: ts.Node, { asked, tools }: Wanted, depth: number): boolean {
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return true
  if (tools.isBlockingCall(call) || harmless.test(call.expression.getText())) return true
  const reads = tools.accessesOf(call)
  if (reads.reads.length > 0 && reads.writes.length === 0 && !tools.functionOf(call.expression)) return true
  const node = depth > 0 ? tools.functionOf(call.expression) : undefined
  return node?.body !== undefined && [...nodesRunIn(node.body)].every((each) =>
    !changes(each, { asked, locals: [], tools }) && isQuiet(each, { asked, locals: [], tools }, depth - 1))
}

function isClock(node: ts.Node): boolean {
  return ts.isCallExpression(node) && /^(Date\.now|performance\.now|process\.hrtime(\.bigint)?)$/.test(node.expression.getText())
}

function isLoop(node: ts.Node): node is Loop {
  return ts.isWhileStatement(node) || ts.isDoStatement(node) || ts.isForStatement(node)
}

/** All that runs with a piece of code, but for the functions in it that others call. */
function* nodesRunIn(node: ts.Node): Generator<ts.Node> {
  yield node
  const children: ts.Node[] = []
  node.forEachChild((child) => { children.push(child) })
  for (const child of children) if (!isFunctionWithBody(child) || runAtOnce(child)) yield* nodesRunIn(child)
}

/** `while (!ready)`, without the body. */
function headOf(loop: Loop): WaitingLoopFact['span'] {
  if (ts.isDoStatement(loop)) return spanOf(loop)
  return { start: loop.getStart(), end: loop.statement.getStart() }
}

