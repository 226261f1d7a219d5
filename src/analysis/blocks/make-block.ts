import { ts } from 'ts-morph'
import type { BlockExtract, BlockMove, BlockParameter, BlockResult, BlockRun, ToldBranch, ToldError } from '../../model/database.js'
import { spanOf } from '../function-registry.js'
import { CannotMove } from './cannot-move.js'
import { capturesOf } from './captures.js'
import { checkMoved } from './check-moved.js'
import { findComputable, type Origin } from './computable.js'
import { extractsOf, toldNames } from './extracts.js'
import { Needs } from './needs.js'
import { declarationOf, isIn, referencesIn } from './references.js'
import { type FoundResult, resultsOf } from './results.js'
import { exitsOf, extractedBy, movedReferences, questionOf, type RunShape, type Shape, type ToldExit, toldExitsOf } from './shape.js'
import { TypeTexts } from './type-texts.js'

/** A block without a name. */
export type UnnamedBlock = Omit<BlockMove, 'name'>

/** Describes the function that a block becomes, and its call; throws where it cannot move in this shape. */
export function makeBlock(shape: Shape, { tools }: Origin): UnnamedBlock {
  const needs = new Needs(tools)
  const [found, { parameters, assigned }] = firstInText(
    () => resultsOf(shape, tools),
    () => capturesOf(shape, tools, new TypeTexts(tools.types, needs)),
    () => { needs.add(movedReferences(shape), shape.moved) },
  )
  const extracts = extractsOf(shape)
  checkMoved(shape, tools)
  checkNames(found, shape, { tools })
  const told = toldIn(shape)
  const known = [...found.map(knownResult), ...knownExtracts(extracts, shape), ...told.map(knownTold)].sort((a, b) => a.since - b.since)
  const values = { known, always: assigned.map(({ name }) => name), told }
  checkTold(told, [...known.map(({ result }) => result), ...assigned])
  return {
    by: 'block', form: shape.form,
    parameters: withoutTwins(parameters), results: [...known.map(({ result }) => result), ...assigned],
    atEnd: shape.form === 'expression' ? [] : namesAt(shape.run.at(-1), values),
    ...runOf(shape, values), extracts, returns: shape.returns === 'value', needs: needs.all(),
  }
}

/** The same, but what the thread cannot work out may be an argument that the caller can. */
export function makeBlockWithComputed(shape: Shape, origin: Origin): UnnamedBlock {
  try {
    return makeBlock(shape, origin)
  } catch (error) {
    const argument = error instanceof CannotMove ? findComputable(error, shape, origin) : undefined
    if (!argument || isIn(argument, shape.computed)) throw error
    return makeBlockWithComputed({ ...shape, computed: [...shape.computed.filter((other) => !isIn(other, [argument])), argument] }, origin)
  }
}

/** Of all that several steps find in the way, the first in the text counts: arguments are worked out in their order. */
function firstInText<First, Second>(first: () => First, second: () => Second, third: () => void): [First, Second] {
  const failures: CannotMove[] = []
  const attempt = <T>(step: () => T): T | undefined => {
    try {
      return step()
    } catch (error) {
      if (!(error instanceof CannotMove)) throw error
      failures.push(error)
      return undefined
    }
  }
  const results = [attempt(first), attempt(second)] as const
  attempt(third)
  const placeOf = ({ via, at }: CannotMove): number => (via ?? at).getStart()
  const [failure] = failures.sort((a, b) => placeOf(a) - placeOf(b))
  const [one, two] = results
  if (failure || one === undefined || two === undefined) throw failure ?? new Error('A step that gives nothing says why')
  return [one, two]
}

/** What is declared in a branch is declared above it afterwards, where it must not hide anything. */
function checkNames(found: readonly FoundResult[], { run }: Shape, { tools }: Pick<Origin, 'tools'>): void {
  const home = run[0] && ts.findAncestor(run[0].parent, ts.isFunctionLike)
  for (const { declaration, statement, result: { name } } of found) {
    if (run.includes(statement) || !home) continue
    const other = referencesIn(home).find((reference) => reference.name.text === name && declarationOf(reference.name, tools) !== declaration)
    if (other) throw new CannotMove('unsupported', other.name, `two variables called ${name}`)
  }
}

function withoutTwins(parameters: readonly BlockParameter[]): BlockParameter[] {
  return parameters.filter(({ name }, index) => parameters.findIndex((other) => other.name === name) === index)
}

/** A result, and from where on it has a value. */
interface Known {
  result: BlockResult
  since: number
  /** The list of statements in which it is known. */
  list: ts.Node
}

interface Values {
  known: readonly Known[]
  always: readonly string[]
  told: readonly Told[]
}

/** An exit that the block tells of, and what it becomes. */
interface Told {
  exit: ToldExit
  as: ToldBranch
}

function toldIn(shape: Shape): Told[] {
  const names = toldNames(shape)
  return toldExitsOf(shape).map((exit, index): Told => {
    const error = errorOf(exit)
    return { exit, as: { name: names[index] ?? '', body: spanOf(exit.told), ...(error && { error }) } }
  })
}

function errorOf({ clause, statement, told }: ToldExit): ToldError | undefined {
  if (!clause || !ts.isTryStatement(statement)) return undefined
  const { variableDeclaration: variable } = clause
  const isUsed = variable !== undefined && referencesIn(told).some(({ name }) => name.text === variable.name.getText())
  return { binding: variable?.name.getText() ?? 'error', tried: spanOf(statement.tryBlock), ...(isUsed && { declared: variable.getText() }) }
}

/** In the block's `catch` nothing else may go by the name of the error. */
function checkTold(told: readonly Told[], results: readonly BlockResult[]): void {
  for (const { exit: { clause }, as: { error } } of told) {
    const isPlain = !clause?.variableDeclaration || ts.isIdentifier(clause.variableDeclaration.name)
    if (clause && (!isPlain || results.some(({ name }) => name === error?.binding))) throw new CannotMove('unsupported', clause, `a catch of ${error?.binding ?? ''}`)
  }
}

function knownTold({ exit: { told }, as: { name } }: Told): Known {
  return { result: { name, as: 'const', tells: true }, since: told.pos, list: told }
}

function knownResult({ result, declaration, statement }: FoundResult): Known {
  return { result, since: declaration.end, list: statement.parent }
}

function knownExtracts(extracts: readonly BlockExtract[], shape: Shape): Known[] {
  return extractedBy(shape).map((expression, index): Known => {
    const exit = exitsOf(shape).find((each) => questionOf(each).extract === expression)
    const statement = exit?.statement ?? ts.findAncestor(expression, ts.isStatement) ?? expression
    return { result: { name: extracts[index]?.name ?? '', as: 'const' }, since: expression.end, list: statement.parent }
  })
}

/** The results that have a value at the end of a node, or elsewhere in it. */
function namesAt(node: ts.Node | undefined, { known, always }: Values, at = node?.end ?? 0): string[] {
  if (!node) return []
  const there = known.filter(({ since, list }) => since <= at && isIn(node, [list]))
  return [...new Set([...there.map(({ result }) => result.name), ...always])]
}

/** What stays of a run, and what the block gives where it leaves. */
function runOf({ exits, tail }: RunShape, values: Values): BlockRun {
  return {
    exits: exits.map((exit) => {
      const { statement, branches } = exit
      const told = values.told.find((each) => each.exit === exit)
      const results = namesAt(statement, values, questionOf(exit).condition?.end ?? statement.pos)
      return {
        statement: spanOf(statement), ...(told && { told: told.as }),
        branches: branches.map(({ body, inner }) => ({ body: spanOf(body), ...(inner ? innerOf(inner, values) : { results }) })),
      }
    }),
    ...(tail && { tail: spanOf(tail) }),
  }
}

function innerOf(inner: RunShape, values: Values): Pick<BlockRun['exits'][number]['branches'][number], 'results' | 'inner'> {
  const [first] = inner.run
  const last = inner.run.at(-1)
  const span = { start: first?.getStart() ?? 0, end: last?.end ?? 0 }
  return { results: namesAt(last, values), inner: { span, ...runOf(inner, values) } }
}
