import { ts } from 'ts-morph'
import type { Scope } from '../function-registry.js'
import { spanOf } from '../function-registry.js'
import { anchorsOf, commonAncestor } from './anchors.js'
import { withBegunBefore } from './begun-before.js'
import type { BlockTools, Stretch } from './block-tools.js'
import { cutsOf, type Run, runAmong } from './cuts-of.js'
import { endsFunction, statementsOf } from './leaving.js'
import { returnsIn, type Shape } from './shape.js'

/** The ways to cut a stretch out of its function, the plainest first. */
export function shapesOf(points: Stretch, scope: Scope, tools: BlockTools): Shape[] {
  const anchors = anchorsOf(points, scope, tools)
  const around = commonAncestor(anchors)
  // Nobody waits for the value of a statement, so that it need not cross.
  const isValue = ts.isExpression(around) && !ts.isExpressionStatement(around.parent)
  const expression = isValue && !isBound(around, tools) ? [expressionShape(around, points)] : []
  return [...expression, ...runsAround(around, anchors).flatMap((run) => runShapes(run, anchors, points))]
}

/** A driver's value in a variable: all that uses the variable has to move with it. */
function isBound(value: ts.Expression, { work }: BlockTools): boolean {
  return work.isDriverValue(value) || ts.isVariableDeclarationList(value.parent)
}

function expressionShape(expression: ts.Expression, points: Stretch): Shape {
  const nodes = [expression]
  return {
    form: 'expression', span: spanOf(expression), moved: nodes, run: nodes, exits: [], tailExtracts: [], computed: [], returns: 'none', firstEffect: firstEffectOf(points),
  }
}

function firstEffectOf(points: Stretch): number {
  return (points.find(({ effect }) => effect !== 'none') ?? points[0]).call.end
}

/** The smallest run of statements of one list that holds all of these, and before it that with what it goes on to change. */
function runsAround(around: ts.Node, anchors: readonly ts.Node[]): Run[] {
  let list = around
  while (!statementsOf(list)) {
    if (ts.isFunctionLike(list)) return []
    list = list.parent
  }
  const statements = statementsOf(list) ?? []
  const run = runAmong(statements, anchors)
  const longer = run && withBegunBefore(run, statements)
  return [longer, run].filter((found) => found !== undefined)
}

function runShapes(run: Run, anchors: readonly ts.Node[], points: Stretch): Shape[] {
  const last = run.at(-1) ?? run[0]
  const span = { start: run[0].getStart(), end: last.end }
  const plain = { form: 'statements' as const, span, run, computed: [], firstEffect: firstEffectOf(points) }
  const returnsOnly = ts.isReturnStatement(last) || (endsFunction(last) && !returnsValue(run))
  const whole: Shape[] = returnsOnly ? [{ ...plain, moved: run, exits: [], tailExtracts: [], returns: returnsValue(run) ? 'value' : 'nothing' }] : []
  const calls = points.map(({ call }) => call)
  return [...whole, ...cutsOf(run, { anchors, calls }).map((cut): Shape => ({ ...plain, ...cut, returns: 'none' }))]
}

function returnsValue(run: Run): boolean {
  return run.some((statement) => returnsIn(statement).some(({ expression }) => expression !== undefined))
}
