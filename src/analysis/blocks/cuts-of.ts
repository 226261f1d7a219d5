import { ts } from 'ts-morph'
import { statementsOf } from '../syntax.js'
import { commonAncestor } from './anchors.js'
import { alwaysLeaves } from './leaving.js'
import { isAskedAgainSafely, isComputedFirst } from './purity.js'
import { catchApart, exitsInside, toldBy } from './exits-inside.js'
import { isIn } from './references.js'
import { type BranchShape, type ExitShape, questionOf, returnsIn, type RunShape } from './shape.js'

export type Run = readonly [ts.Statement, ...ts.Statement[]]

/** A way to cut a run: what stays of it, and what goes to the thread. */
export interface Cut extends RunShape {
  moved: readonly ts.Node[]
}

/** What has to go to the thread. */
export interface Work {
  anchors: readonly ts.Node[]
  calls: readonly ts.Node[]
}

/** The ways to cut a run of statements, that which moves most of it first. */
export function cutsOf(run: Run, work: Work): Cut[] {
  const last = run.at(-1) ?? run[0]
  const heads = run.slice(0, -1).map((statement): Cut[] => {
    const ways = isExit(statement) ? exitsAt(statement, run, work) : [...leavingCatch(statement, work), ...exitsInside(statement, work)]
    return ways.length > 0 ? ways : [whole(statement)]
  })
  const ways = [whole(last), ...tailsAt(last, work), ...forksAt(last, run, work), ...catchesAt(last, work), ...exitsInside(last, work)]
  return combined([...heads, ways]).map((cut) => ({ ...cut, run }))
}

/** The smallest run of these statements that holds all of the anchors among them. */
export function runAmong(statements: readonly ts.Statement[], anchors: readonly ts.Node[]): Run | undefined {
  const held = statements.filter((statement) => anchors.some((anchor) => isIn(anchor, [statement])))
  const [first] = held
  const last = held.at(-1)
  if (!first || !last) return undefined
  return [first, ...statements.slice(statements.indexOf(first) + 1, statements.indexOf(last) + 1)]
}

function whole(statement: ts.Statement): Cut {
  return { run: [statement], moved: [statement], exits: [], tailExtracts: [] }
}

/** Every choice of one way for each part, joined. */
function combined(parts: readonly (readonly Cut[])[]): Cut[] {
  const none: Cut = { run: [], moved: [], exits: [], tailExtracts: [] }
  return parts.reduce<Cut[]>((cuts, ways) => ways.flatMap((way) => cuts.map((cut): Cut => ({
    ...cut, ...way, moved: [...cut.moved, ...way.moved], exits: [...cut.exits, ...way.exits],
  }))), [none])
}

function isExit(statement: ts.Statement): statement is ts.IfStatement {
  return ts.isIfStatement(statement) && !statement.elseStatement && alwaysLeaves(statement.thenStatement)
}

/** An early exit: the caller asks again, and leaves in its own way. */
function exitsAt(statement: ts.IfStatement, run: Run, work: Work): Cut[] {
  return branchesAt([statement.thenStatement], work).flatMap((branch) => asked(statement, branch, { run, work }))
}

/** A `try` whose `catch` leaves: the block leaves there, and the caller answers in its own way. */
function leavingCatch(statement: ts.Statement, work: Work): Cut[] {
  const caught = catchApart(statement, work)
  if (!caught || !alwaysLeaves(caught.block) || !ts.isTryStatement(statement)) return []
  // What only throws may do so in the thread as well.
  const isAnswer = returnsIn(caught.block).length > 0
  return [...(isAnswer ? [] : [whole(statement)]), caughtIn(statement, caught)]
}

/** A last `try`: of what is tried, the caller may keep the end. */
function catchesAt(last: ts.Statement, work: Work): Cut[] {
  const caught = catchApart(last, work)
  if (!caught || !ts.isTryStatement(last)) return []
  const { statements } = last.tryBlock
  const held = runAmong(statements, work.anchors)
  const [first, ...others] = statements.slice(0, held && statements.indexOf(held[held.length - 1] ?? held[0]) + 1)
  const cuts = first ? cutsOf([first, ...others], work).filter(({ exits, tail }) => exits.length > 0 || tail || others.length + 1 < statements.length) : []
  return [caughtIn(last, caught), ...cuts.map((cut): Cut => {
    const exit: ExitShape = { statement: last, told: caught.block, clause: caught, branches: [{ body: last.tryBlock, inner: cut }, { body: caught.block }] }
    return { run: [last], moved: cut.moved, exits: [exit], tailExtracts: [] }
  })]
}

/** All that is tried goes. */
function caughtIn(statement: ts.TryStatement, caught: ts.CatchClause): Cut {
  return { run: [statement], moved: statement.tryBlock.statements, exits: [toldBy(statement, caught)], tailExtracts: [] }
}

/** A last `if` with work in its branches: the caller goes the same way, without that work. */
function forksAt(last: ts.Statement, run: Run, work: Work): Cut[] {
  if (!ts.isIfStatement(last)) return []
  const { thenStatement, elseStatement } = last
  if (!work.anchors.some((anchor) => isIn(anchor, [thenStatement, ...(elseStatement ? [elseStatement] : [])]))) return []
  const isChain = elseStatement !== undefined && ts.isIfStatement(elseStatement) && work.anchors.some((anchor) => isIn(anchor, [elseStatement]))
  // There is no place before an `else if` where the block could compute its condition.
  const others = isChain ? forksAt(elseStatement, [elseStatement], work).filter(({ exits: [exit] }) => !exit || !questionOf(exit).extract) : [none]
  const bodies = [thenStatement, ...(elseStatement && !isChain ? [elseStatement] : [])]
  const own = branchesAt(bodies, work).flatMap((branches) => asked(last, branches, { run, work }))
  return own.flatMap((cut) => others.map((other) => ({ ...cut, moved: [...cut.moved, ...other.moved], exits: [...cut.exits, ...other.exits] })))
}

const none: Pick<Cut, 'moved' | 'exits'> = { moved: [], exits: [] }

/** The ways to cut the work out of branches, of which something has to stay. */
function branchesAt(bodies: readonly ts.Statement[], work: Work): { branches: BranchShape[]; moved: ts.Node[] }[] {
  return bodies.reduce<{ branches: BranchShape[]; moved: ts.Node[] }[]>((known, body) => {
    const statements = statementsOf(body)
    const inner = runAmong(statements, work.anchors)
    const own = { ...work, anchors: work.anchors.filter((anchor) => isIn(anchor, [body])) }
    const cuts = inner ? cutsOf(inner, own).filter(({ exits, tail }) => exits.length > 0 || tail || inner.length < statements.length) : [undefined]
    return known.flatMap(({ branches, moved }) => cuts.map((cut) => (
      { branches: [...branches, { body, ...(cut && { inner: cut }) }], moved: [...moved, ...cut?.moved ?? []] })))
  }, [{ branches: [], moved: [] }])
}

/** What the caller cannot ask again is asked once, in the block, and gets a name. */
function asked(
  statement: ts.IfStatement, { branches, moved }: { branches: readonly BranchShape[]; moved: readonly ts.Node[] }, { run, work }: { run: Run; work: Work },
): Cut[] {
  const condition = statement.expression
  const own = work.anchors.filter((anchor) => isIn(anchor, [condition]))
  const index = run.indexOf(statement)
  const others = { before: run.slice(0, index), later: [...run.slice(index + 1), ...moved] }
  const around = own.length > 0 ? commonAncestor(own) : undefined
  const isApart = around && ts.isExpression(around) && isComputedFirst(around, statement)
  const isSafe = isAskedAgainSafely(condition, isApart ? [around] : [], others) && (!around || isApart)
  const extract = isSafe ? around : condition
  const exit: ExitShape = { statement, branches, ...(extract && ts.isExpression(extract) && { extract }) }
  return [{ run: [statement], moved: [condition, ...moved], exits: [exit], tailExtracts: [] }]
}

/** The last statement may keep to the caller all but the calls themselves. */
function tailsAt(tail: ts.Statement, { anchors, calls }: Work): Cut[] {
  const own = anchors.filter((anchor) => isIn(anchor, [tail]))
  const expressions = own.filter(ts.isExpression)
  if (expressions.length === 0 || expressions.length < own.length) return []
  const outer = expressions.filter((node) => !expressions.some((other) => other !== node && isIn(node, [other])))
  const apart = [...new Set(outer)]
  const around = commonAncestor(apart)
  const ways = ts.isExpression(around) && apart.length > 1 ? [[around], apart] : [apart]
  return ways.filter((way) => way.every((expression) => isComputedFirst(expression, tail, calls)))
    .map((way) => ({ run: [tail], moved: way, exits: [], tail, tailExtracts: way }))
}
