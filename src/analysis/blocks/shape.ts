import { ts } from 'ts-morph'
import type { Span } from '../../model/ids.js'
import { allNodes, isIn, type Reference, referencesIn } from './references.js'

/** Statements of one list, or one expression, from the first that works on the database to the last, and what of them stays with the caller. */
export interface RunShape {
  run: readonly ts.Node[]
  exits: readonly ExitShape[]
  tail?: ts.Statement
  tailExtracts: readonly ts.Expression[]
}

/** What stays of a run with the caller; the block leaves in its branches. */
export type ExitShape = AskedExit | ToldExit

/** An `if`, which the caller asks again. */
export interface AskedExit {
  statement: ts.IfStatement
  /** What only the block can compute of the condition. */
  extract?: ts.Expression
  branches: readonly BranchShape[]
}

/** A `try`, for its `catch`, or an `if` in the middle of a statement that goes: the block tells the caller whether it came there. */
export interface ToldExit {
  statement: ts.TryStatement | ts.IfStatement
  /** What stays of it. */
  told: ts.Statement
  clause?: ts.CatchClause
  branches: readonly BranchShape[]
}

/** A branch that stays with the caller, and the run in it that does not. */
export interface BranchShape {
  body: ts.Statement
  inner?: RunShape
}

/** One way to cut a block out of a function. */
export interface Shape extends RunShape {
  form: 'expression' | 'statements'
  span: Span
  /** What goes to the thread. */
  moved: readonly ts.Node[]
  /** What the caller works out before the block runs, as the thread cannot. */
  computed: readonly ts.Expression[]
  /** What the block's own `return` does: it is the caller's, it ends a function that has no more to do, or there must be none. */
  returns: 'value' | 'nothing' | 'none'
  /** Where the first call ends that reads or writes. */
  firstEffect: number
}

/** A run with those in the branches of its exits. */
export function runsOf(run: RunShape): RunShape[] {
  return [run, ...run.exits.flatMap(({ branches }) => branches).flatMap(({ inner }) => (inner ? runsOf(inner) : []))]
}

/** The exits of all runs. */
export function exitsOf(shape: RunShape): ExitShape[] {
  return runsOf(shape).flatMap(({ exits }) => exits)
}

/** The question that is asked before an exit, and what the block computes of it. */
export function questionOf(exit: ExitShape): { condition?: ts.Expression; extract?: ts.Expression } {
  if ('told' in exit) return {}
  return { condition: exit.statement.expression, ...(exit.extract && { extract: exit.extract }) }
}

/** The exits that the block tells of. */
export function toldExitsOf(shape: RunShape): ToldExit[] {
  return exitsOf(shape).filter((exit) => 'told' in exit)
}

/** What the block computes for statements that stay. */
export function extractedBy(shape: RunShape): ts.Expression[] {
  return runsOf(shape).flatMap(({ exits, tailExtracts }) => [...exits.flatMap((exit) => questionOf(exit).extract ?? []), ...tailExtracts])
}

/** The names that code refers to which goes to the thread. */
export function movedReferences(shape: Shape): Reference[] {
  const kept = new Set<ts.Node>([...shape.computed, ...toldExitsOf(shape).map(({ told }) => told)])
  return shape.moved.flatMap((node) => referencesIn(node, (inner) => kept.has(inner)))
}

/** All nodes that go to the thread. */
export function movedNodes(shape: Shape): ts.Node[] {
  const kept = [...shape.computed, ...toldExitsOf(shape).map(({ told }) => told)]
  return shape.moved.flatMap((node) => [...allNodes(node)]).filter((node) => !isIn(node, kept))
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
