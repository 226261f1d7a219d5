import { ts } from 'ts-morph'
import type { FunctionId } from '../../model/ids.js'
import type { WaitingLoopFact } from '../../model/races.js'
import { alwaysLeaves } from '../blocks/leaving.js'
import { spanOf } from '../function-registry.js'
import type { RaceTools } from './find-races.js'
import { changes, isQuiet, nodesRunIn } from './quiet-calls.js'
import { textOf } from './shared-state.js'

type Loop = ts.WhileStatement | ts.DoStatement | ts.ForStatement

/** Finds loops that wait for what none of their own code can change. */
export function findWaitingLoops(body: ts.Node, id: FunctionId, tools: RaceTools): WaitingLoopFact[] {
  return [...nodesRunIn(body)].filter(isLoop).flatMap((loop) => {
    const name = awaitedState(loop, tools)
    if (name === undefined) return []
    const calls = [...nodesRunIn(loop)].filter((node) => ts.isCallExpression(node) || ts.isAwaitExpression(node))
    const between = calls.map((node) => ({ span: spanOf(node), text: textOf(node), ...(ts.isAwaitExpression(node) && { isAwait: true as const }) }))
    return [{ kind: 'waiting-loop', file: tools.fileOf(loop), function: id, span: headOf(loop), name, between }]
  })
}

/** What the loop waits for, in words; undefined where it may end by what it does itself. */
function awaitedState(loop: Loop, tools: RaceTools): string | undefined {
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
  const isChanged = work.some((node) => changes(node, wanted)) || !calls.every((call) => isQuiet(call, wanted))
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

function isClock(node: ts.Node): boolean {
  return ts.isCallExpression(node) && /^(Date\.now|performance\.now|process\.hrtime(\.bigint)?)$/.test(node.expression.getText())
}

function isLoop(node: ts.Node): node is Loop {
  return ts.isWhileStatement(node) || ts.isDoStatement(node) || ts.isForStatement(node)
}

/** `while (!ready)`, without the body. */
function headOf(loop: Loop): WaitingLoopFact['span'] {
  if (ts.isDoStatement(loop)) return spanOf(loop)
  return { start: loop.getStart(), end: loop.statement.getStart() }
}

