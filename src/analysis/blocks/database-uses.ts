import { ts } from 'ts-morph'
import type { BlockExit, BlockExtract, BlockMove, BlockParameter, BlockResult, DatabaseMove } from '../../model/database.js'
import type { CallUse } from '../../model/facts.js'
import type { Place, Span } from '../../model/ids.js'
import type { Scope } from '../function-registry.js'
import { spanOf } from '../function-registry.js'
import { useOfCall } from '../syntax.js'
import { anchorsOf } from './anchors.js'
import { BlockNames } from './block-names.js'
import type { BlockTools, Stretch } from './block-tools.js'
import { CannotMove } from './cannot-move.js'
import { type Captures, capturesOf } from './captures.js'
import { checkMoved } from './check-moved.js'
import { findComputable, type Origin } from './computable.js'
import { Needs } from './needs.js'
import { allNodes, isIn } from './references.js'
import { type FoundResult, resultsOf } from './results.js'
import { movedReferences, type Shape, shapesOf } from './shape.js'
import { type FoundStretch, findStretches } from './stretches.js'
import { TypeTexts } from './type-texts.js'

/** What becomes of one stretch of database work; the databases that it works on are known to who found the points. */
export interface FoundUse {
  scope: Scope
  points: Stretch
  span: Span
  use: CallUse
  move: DatabaseMove
}

/** Finds what becomes of the database work of each function on the main thread: calls of clients, blocks, or why it stays. */
export function databaseUses(tools: BlockTools): FoundUse[] {
  const names = new BlockNames(tools)
  return [...tools.work.points].flatMap(([scope, points]) => {
    const stretches = findStretches(scope, points)
    return stretches.map((stretch) => useOf(stretch, scope, { tools, nameFor: (shape) => names.nameFor(shape, scope, stretches.length === 1) }))
  })
}

interface Context {
  tools: BlockTools
  nameFor: (shape: Shape) => string
}

type CutContext = Context & Origin

function useOf({ points, tornBy }: FoundStretch, scope: Scope, context: Context): FoundUse {
  const { tools } = context
  try {
    const stuck = points.find((point) => point.stuck)?.stuck
    if (stuck) throw new CannotMove(stuck.reason, stuck.at, stuck.what)
    if (tornBy) throw new CannotMove('torn-apart', tornBy)
    checkTransaction(points)
    return { scope, points, ...(clientCall(points, scope, tools) ?? block(points, scope, context)) }
  } catch (error) {
    if (!(error instanceof CannotMove)) throw error
    const move = { by: 'nothing' as const, reason: error.reason, at: placeOf(error.at, tools), what: error.what }
    const last = points.at(-1) ?? points[0]
    return { scope, points, span: { start: points[0].call.getStart(), end: last.call.end }, use: 'value', move }
  }
}

function checkTransaction(points: Stretch): void {
  const begin = points.find(({ transaction }) => transaction === 'begin')
  const end = points.find(({ transaction }) => transaction === 'end')
  const alone = begin && !end ? begin : end && !begin ? end : undefined
  if (alone) throw new CannotMove('transaction-apart', alone.call)
}

function clientCall(points: Stretch, scope: Scope, tools: BlockTools): Pick<FoundUse, 'span' | 'use' | 'move'> | undefined {
  const [{ call, target, objects }] = points
  const [anchor] = anchorsOf(points, scope, tools)
  if (points.length > 1 || !(target ?? objects) || anchor !== call) return undefined
  const uncloneable = call.arguments?.find((argument) => tools.types.copying(argument) === 'lost')
  if (uncloneable) throw new CannotMove('uncloneable-value', uncloneable)
  if (!target) return { span: spanOf(call), use: useOfCall(call), move: { by: 'object' } }
  return { span: spanOf(call), use: useOfCall(call), move: { by: 'client', module: target.module, path: target.path, root: spanOf(target.root) } }
}

/** The first way to cut it out that holds; where none does, what the way that moves least says, a reason in the code rather than a limit of ours. */
function block(points: Stretch, scope: Scope, context: Context): Pick<FoundUse, 'span' | 'use' | 'move'> {
  const shapes = shapesOf(points, scope, context.tools)
  const failures: CannotMove[] = []
  for (const move of [moveOf, moveWithComputed]) {
    for (const shape of shapes) {
      try {
        return { span: shape.span, use: useOfShape(shape), move: move(shape, { ...context, points }) }
      } catch (error) {
        if (!(error instanceof CannotMove)) throw error
        failures.push(error)
      }
    }
  }
  throw failures.findLast(({ reason }) => reason !== 'unsupported') ?? failures[0] ?? new CannotMove('unsupported', points[0].call, 'a call outside of any statement')
}

/** What the thread cannot work out may be an argument that the caller can. */
function moveWithComputed(shape: Shape, context: CutContext): BlockMove {
  try {
    return moveOf(shape, context)
  } catch (error) {
    const argument = error instanceof CannotMove ? findComputable(error, shape, context) : undefined
    if (!argument || isIn(argument, shape.computed)) throw error
    return moveWithComputed({ ...shape, computed: [...shape.computed.filter((other) => !isIn(other, [argument])), argument] }, context)
  }
}

function useOfShape({ form, run, returns }: Shape): CallUse {
  const [first] = run
  if (form === 'expression' && first) return useOfCall(first)
  return returns === 'value' ? 'value' : 'statement'
}

function moveOf(shape: Shape, { tools, nameFor }: CutContext): BlockMove {
  const needs = new Needs(tools)
  const found = resultsOf(shape, tools)
  const { parameters, assigned } = capturesOf(shape, tools, new TypeTexts(tools.types, needs))
  needs.add(movedReferences(shape), shape.moved)
  const extracts = extractsOf(shape)
  checkMoved(shape, tools)
  checkAssigned(assigned, shape)
  const named = [
    ...found.map(({ result, declaration }) => ({ result, at: declaration.pos })),
    ...extracts.map(({ name, expression }) => ({ result: { name, as: 'const' } satisfies BlockResult, at: expression.start })),
  ]
  const results: BlockResult[] = [...named.sort((a, b) => a.at - b.at).map(({ result }) => result), ...assigned]
  return {
    by: 'block', form: shape.form, name: nameFor(shape),
    parameters: withoutTwins(parameters), results,
    exits: shape.exits.map((exit) => exitOf(exit, { found, assigned, extracts })),
    ...(shape.tail && { tail: spanOf(shape.tail) }),
    extracts, returns: shape.returns === 'value', needs: needs.all(),
  }
}

/** A variable that is set in one way out and not in another would need its old value in the thread. */
function checkAssigned(assigned: readonly BlockResult[], { exits, run }: Shape): void {
  const [first] = run
  if (assigned.length > 0 && exits.length > 0 && first) throw new CannotMove('unsupported', first, 'an assignment before an early exit')
}

function withoutTwins(parameters: readonly BlockParameter[]): BlockParameter[] {
  return parameters.filter(({ name }, index) => parameters.findIndex((other) => other.name === name) === index)
}

function exitOf({ statement, extract }: Shape['exits'][number], { found, assigned, extracts }: { found: readonly FoundResult[]; extracts: readonly BlockExtract[] } & Pick<Captures, 'assigned'>): BlockExit {
  const before = found.filter(({ declaration }) => declaration.end <= statement.getStart()).map(({ result }) => result.name)
  const asked = extracts.filter(({ expression }) => expression.start < statement.getStart() || expression.start === extract?.getStart()).map(({ name }) => name)
  const all = new Set([...before, ...assigned.map(({ name }) => name), ...asked])
  return { statement: spanOf(statement), body: spanOf(statement.thenStatement), results: [...all] }
}

/** What is computed for statements that stay gets a name that nothing around has. */
function extractsOf({ exits, tailExtracts, run }: Shape): BlockExtract[] {
  const taken = new Set(run.slice(0, 1).flatMap((node) => [...allNodes(node.getSourceFile())].filter(isVariableName).map(({ text }) => text)))
  const expressions = [...exits.flatMap(({ extract }) => extract ?? []), ...tailExtracts]
  return expressions.map((expression) => {
    const wanted = extractName(expression)
    const [first = '', second = first] = wanted
    let name = taken.has(first) ? second : first
    for (let count = 2; taken.has(name); count++) name = second + String(count)
    taken.add(name)
    return { expression: spanOf(expression), name }
  })
}

function isVariableName(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node)) return false
  const { parent } = node
  return !((ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node)
}

/** A name for a value, and another for where that is taken. */
function extractName(expression: ts.Expression): string[] {
  const { parent } = expression
  if (ts.isPropertyAssignment(parent) && ts.isIdentifier(parent.name)) return [parent.name.text]
  const callee = ts.isCallExpression(expression) ? expression.expression : undefined
  const called = callee && (ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText())
  const known = called === undefined ? undefined : extractNames.get(called)
  if (known !== undefined) return [known]
  const [, verb = '', noun = ''] = /^([a-z]+)([A-Z]\w*)$/.exec(called ?? '') ?? []
  if (noun === '') return [ts.isIfStatement(parent) ? 'holds' : 'result']
  const found = noun.charAt(0).toLowerCase() + noun.slice(1)
  return questions.has(verb) ? [found] : [found, `found${noun}`]
}

/** `isTaken(name)` is asked, and its answer called `taken`. */
const questions = new Set(['is', 'has', 'can', 'was'])

const extractNames = new Map([['get', 'row'], ['all', 'rows'], ['run', 'info']])

function placeOf(node: ts.Node, { registry }: BlockTools): Place {
  return { file: registry.fileOf(node.getSourceFile()), span: spanOf(node) }
}
