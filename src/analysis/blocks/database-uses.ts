import { ts } from 'ts-morph'
import type { DatabaseMove } from '../../model/database.js'
import type { CallUse } from '../../model/calls.js'
import type { Place, Span } from '../../model/ids.js'
import type { Scope } from '../function-registry.js'
import { spanOf } from '../function-registry.js'
import { useOfCall } from '../syntax.js'
import { anchorsOf } from './anchors.js'
import { BlockNames } from './block-names.js'
import type { BlockTools, Stretch } from './block-tools.js'
import { CannotMove } from './cannot-move.js'
import { makeBlock, makeBlockWithComputed } from './make-block.js'
import type { Shape } from './shape.js'
import { shapesOf } from './shapes-of.js'
import { type FoundStretch, findStretches } from './stretches.js'

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

/**
 * The first way to cut it out that holds; where none does, a reason in the code rather than a limit of ours, and a reason for the work to stay
 * rather than a value that only this way would have taken along.
 */
function block(points: Stretch, scope: Scope, { tools, nameFor }: Context): Pick<FoundUse, 'span' | 'use' | 'move'> {
  const module = tools.work.whyNotInThread(points[0].call.getSourceFile())
  if (module?.reason === 'bundled') throw new CannotMove(module.reason, points[0].call, module.what)
  const shapes = shapesOf(points, scope, tools)
  const failures: CannotMove[] = []
  for (const make of [makeBlock, makeBlockWithComputed]) {
    for (const shape of shapes) {
      try {
        const move = { ...make(shape, { tools, points }), name: nameFor(shape) }
        return { span: shape.span, use: useOfShape(shape), move }
      } catch (error) {
        if (!(error instanceof CannotMove)) throw error
        failures.push(error)
      }
    }
  }
  // But for this its module would be loaded as a whole.
  if (module?.reason === 'changes-when-loaded') throw new CannotMove(module.reason, module.at, module.what)
  const reasons = failures.filter(({ reason }) => reason !== 'unsupported')
  throw reasons.find(({ reason }) => reason !== 'uncloneable-value') ?? reasons[0] ?? failures[0] ?? new CannotMove('unsupported', points[0].call, 'a call outside of any statement')
}

function useOfShape({ form, run, returns }: Shape): CallUse {
  const [first] = run
  if (form === 'expression' && first) return useOfCall(first)
  return returns === 'value' ? 'value' : 'statement'
}

function placeOf(node: ts.Node, { registry }: BlockTools): Place {
  return { file: registry.fileOf(node.getSourceFile()), span: spanOf(node) }
}
