import { ts } from 'ts-morph'
import type { Cut, Work } from './cuts-of.js'
import { alwaysLeaves } from './leaving.js'
import { isIn, ownNodes, referencesIn } from './references.js'
import { returnsIn, type ToldExit } from './shape.js'

/**
 * A statement that goes but for the answers in the middle of it: `if (filter) { try { … } catch (error) { return res.status(400).end() } }`.
 * The block tells the caller which of them it came to.
 */
export function exitsInside(statement: ts.Statement, work: Work): Cut[] {
  const returns = returnsIn(statement)
  if (returns.length === 0) return []
  const exits = [...ownNodes(statement)].flatMap((node) => (node === statement ? [] : exitAt(node, statement, work)))
  const outer = exits.filter(({ statement: own }) => !exits.some((other) => other.statement !== own && isIn(own, [other.statement])))
  const isComplete = outer.length === exits.length && returns.every((each) => isIn(each, exits.map(({ told }) => told)))
  return isComplete ? [{ run: [statement], moved: [statement], exits, tailExtracts: [] }] : []
}

function exitAt(node: ts.Node, around: ts.Statement, work: Work): ToldExit[] {
  const exit = toldAt(node, work)
  return exit && leavesByReturn(exit.told) && isFreeOf(exit, around) ? [exit] : []
}

function toldAt(node: ts.Node, work: Work): ToldExit | undefined {
  const clause = catchApart(node, work)
  if (clause && ts.isTryStatement(node)) return toldBy(node, clause)
  if (!ts.isIfStatement(node) || node.elseStatement || holdsWork(node.thenStatement, work) || ts.isIfStatement(node.parent)) return undefined
  return { statement: node, told: node.thenStatement, branches: [{ body: node.thenStatement }] }
}

function leavesByReturn(statement: ts.Statement): boolean {
  return alwaysLeaves(statement) && ![...ownNodes(statement)].some((node) => ts.isBreakOrContinueStatement(node))
}

/** It names nothing that only the statement around it knows. */
function isFreeOf({ told, clause }: ToldExit, around: ts.Statement): boolean {
  const own = [told, ...(clause?.variableDeclaration ? [clause.variableDeclaration] : [])]
  const declared = new Set([...ownNodes(around)].filter((node) => !isIn(node, own)).flatMap((node) => declaredName(node) ?? []))
  return referencesIn(told).every(({ name }) => !declared.has(name.text))
}

function declaredName(node: ts.Node): string | undefined {
  const isDeclaration = ts.isVariableDeclaration(node) || ts.isBindingElement(node) || ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)
  return isDeclaration && node.name && ts.isIdentifier(node.name) ? node.name.text : undefined
}

/** The exit of a `try` whose `catch` stays. */
export function toldBy(statement: ts.TryStatement, clause: ts.CatchClause): ToldExit {
  return { statement, told: clause.block, clause, branches: [{ body: clause.block }] }
}

/** A `catch` that does no work on the database itself. */
export function catchApart(node: ts.Node, work: Work): ts.CatchClause | undefined {
  const clause = ts.isTryStatement(node) && !node.finallyBlock ? node.catchClause : undefined
  return clause && !holdsWork(clause, work) ? clause : undefined
}

function holdsWork(node: ts.Node, { anchors, calls }: Work): boolean {
  return [...anchors, ...calls].some((work) => isIn(work, [node]))
}
