import { ts } from 'ts-morph'
import type { Scope } from '../function-registry.js'
import { spanOf } from '../function-registry.js'
import type { Span } from '../../model/ids.js'
import { anchorsOf, commonAncestor } from './anchors.js'
import type { BlockTools, Stretch } from './block-tools.js'
import { CannotMove } from './cannot-move.js'
import { alwaysLeaves, endsFunction, statementsOf } from './leaving.js'
import { isAskedAgainSafely, isComputedFirst } from './purity.js'
import { allNodes, isIn, type Reference, referencesIn } from './references.js'

/** An `if` of the run that stays with the caller. */
export interface ExitShape {
  statement: ts.IfStatement
  /** What only the block can compute of the condition. */
  extract?: ts.Expression
}

/** One way to cut a block out of a function. */
export interface Shape {
  form: 'expression' | 'statements'
  span: Span
  /** What goes to the thread. */
  moved: readonly ts.Node[]
  /** The run of statements, or the expression. */
  run: readonly ts.Node[]
  exits: readonly ExitShape[]
  tail?: ts.Statement
  tailExtracts: readonly ts.Expression[]
  /** What the caller works out before the block runs, as the thread cannot. */
  computed: readonly ts.Expression[]
  /** What the block's own `return` does: it is the caller's, it ends a function that has no more to do, or there must be none. */
  returns: 'value' | 'nothing' | 'none'
  /** Where the first call ends that reads or writes. */
  firstEffect: number
}

/** The ways to cut a stretch out of its function, the plainest first. */
export function shapesOf(points: Stretch, scope: Scope, tools: BlockTools): Shape[] {
  const anchors = anchorsOf(points, scope, tools)
  const around = commonAncestor(anchors)
  // Nobody waits for the value of a statement, so that it need not cross.
  const isValue = ts.isExpression(around) && !ts.isExpressionStatement(around.parent)
  const expression = isValue && !isBound(around, tools) ? [expressionShape(around, points)] : []
  const run = runAround(around, anchors)
  return run ? [...expression, ...runShapes(run, anchors, points)] : expression
}

/** The names that code refers to which goes to the thread. */
export function movedReferences({ moved, computed }: Shape): Reference[] {
  return moved.flatMap((node) => referencesIn(node, (inner) => computed.some((expression) => expression === inner)))
}

/** All nodes that go to the thread. */
export function movedNodes({ moved, computed }: Shape): ts.Node[] {
  return moved.flatMap((node) => [...allNodes(node)]).filter((node) => !isIn(node, computed))
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

type Run = readonly [ts.Statement, ...ts.Statement[]]

/** The smallest run of statements of one list that holds all of these. */
function runAround(around: ts.Node, anchors: readonly ts.Node[]): Run | undefined {
  let list = around
  while (!statementsOf(list)) {
    if (ts.isFunctionLike(list)) return undefined
    list = list.parent
  }
  const held = statementsOf(list)?.filter((statement) => anchors.some((anchor) => isIn(anchor, [statement]))) ?? []
  const [first] = held
  const last = held.at(-1)
  const statements = statementsOf(list)
  if (!first || !last || !statements) return undefined
  const [, ...others] = statements.slice(statements.indexOf(first), statements.indexOf(last) + 1)
  return [first, ...others]
}

function runShapes(run: Run, anchors: readonly ts.Node[], points: Stretch): Shape[] {
  const last = run.at(-1) ?? run[0]
  const span = { start: run[0].getStart(), end: last.end }
  const plain = { form: 'statements' as const, span, run, tailExtracts: [], computed: [], firstEffect: firstEffectOf(points) }
  const returnsOnly = ts.isReturnStatement(last) || (endsFunction(last) && !returnsValue(run))
  const whole: Shape[] = returnsOnly ? [{ ...plain, moved: run, exits: [], returns: returnsValue(run) ? 'value' : 'nothing' }] : []
  const exits = run.slice(0, -1).filter((statement) => isExit(statement)).map((statement) => exitShape(statement, anchors, run))
  const withExits: Shape = { ...plain, moved: movedOf(run, exits), exits, returns: 'none' }
  const inTail = anchors.filter((anchor) => isIn(anchor, [last]))
  const tails = tailExtracts(inTail, last, points).map((extracts): Shape => (
    { ...plain, moved: [...movedOf(run.slice(0, -1), exits), ...extracts], exits, tail: last, tailExtracts: extracts, returns: 'none' }))
  return [...whole, withExits, ...tails]
}

/** All of the statements but the bodies of exits. */
function movedOf(run: readonly ts.Statement[], exits: readonly ExitShape[]): ts.Node[] {
  return run.map((statement) => exits.find((exit) => exit.statement === statement)?.statement.expression ?? statement)
}

function returnsValue(run: Run): boolean {
  return run.some((statement) => returnsIn(statement).some(({ expression }) => expression !== undefined))
}

/** The `return`s of a statement that are not those of a function in it. */
export function returnsIn(statement: ts.Node): ts.ReturnStatement[] {
  const found: ts.ReturnStatement[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return
    if (ts.isReturnStatement(node)) found.push(node)
    node.forEachChild(visit)
  }
  visit(statement)
  return found
}

function isExit(statement: ts.Statement): statement is ts.IfStatement {
  return ts.isIfStatement(statement) && !statement.elseStatement && alwaysLeaves(statement.thenStatement)
}

/** What the caller cannot ask again is asked once, in the block, and gets a name. */
function exitShape(statement: ts.IfStatement, anchors: readonly ts.Node[], run: Run): ExitShape {
  if (anchors.some((anchor) => isIn(anchor, [statement.thenStatement]))) throw new CannotMove('uncloneable-value', statement.thenStatement)
  const own = anchors.filter((anchor) => isIn(anchor, [statement.expression]))
  const rest = run.slice(run.indexOf(statement) + 1)
  if (own.length === 0) return isAskedAgainSafely(statement.expression, [], rest) ? { statement } : { statement, extract: statement.expression }
  const around = commonAncestor(own)
  const isApart = ts.isExpression(around) && isComputedFirst(around, statement) && isAskedAgainSafely(statement.expression, [around], rest)
  return { statement, extract: isApart ? around : statement.expression }
}

/** The last statement may keep to the caller all but the calls themselves. */
function tailExtracts(anchors: readonly ts.Node[], tail: ts.Statement, points: Stretch): ts.Expression[][] {
  const expressions = anchors.filter(ts.isExpression)
  if (expressions.length === 0 || expressions.length < anchors.length) return []
  const outer = expressions.filter((node) => !expressions.some((other) => other !== node && isIn(node, [other])))
  const apart = [...new Set(outer)]
  const around = commonAncestor(apart)
  const ways = ts.isExpression(around) && apart.length > 1 ? [[around], apart] : [apart]
  return ways.filter((way) => way.every((expression) => isComputedFirst(expression, tail, points.map(({ call }) => call))))
}
