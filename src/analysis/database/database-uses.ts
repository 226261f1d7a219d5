import type { ts } from 'ts-morph'
import type { DatabaseMove, DatabaseUseFact } from '../../model/database.js'
import { type FunctionRegistry, type Scope, spanOf } from '../function-registry.js'
import { useOfCall } from '../syntax.js'
import type { DatabasePoint, DatabaseWork } from './database-work.js'

/** A use of a database before it is put into the words of facts: the node stays with the analysis. */
export interface DatabaseUse {
  scope: Scope
  fact: DatabaseUseFact
}

/** What becomes of each function's work on databases. */
export function findDatabaseUses({ points }: DatabaseWork, registry: FunctionRegistry): DatabaseUse[] {
  return [...points].map(([scope, own]) => ({ scope, fact: useOf(scope, own, registry) }))
}

function useOf(scope: Scope, points: readonly DatabasePoint[], registry: FunctionRegistry): DatabaseUseFact {
  const { file, id: caller } = registry.factOf(scope)
  const placeOf = (node: ts.Node): string => `${registry.fileOf(node.getSourceFile())}:${String(node.getStart())}`
  const starts = points.map(({ call }) => call.getStart())
  const span = { start: Math.min(...starts), end: Math.max(...points.map(({ call }) => call.end)) }
  const [first, ...others] = points
  return {
    file, caller, span,
    use: first && others.length === 0 ? useOfCall(first.call) : 'value',
    writes: points.some(({ effect }) => effect === 'write' || effect === 'unknown'),
    databases: [...new Set(points.flatMap(({ makers }) => [...makers].map(placeOf)))].sort(),
    move: moveOf(points, registry),
  }
}

function moveOf([first, ...others]: readonly DatabasePoint[], registry: FunctionRegistry): DatabaseMove {
  const stuck = [first, ...others].find((point) => point?.stuck)?.stuck
  const at = stuck?.at ?? first?.call
  if (first?.target && others.length === 0 && !stuck) {
    const { module, path, root } = first.target
    return { by: 'client', module, path, root: spanOf(root) }
  }
  if (!at) throw new Error('There is no use without a call')
  const place = { file: registry.fileOf(at.getSourceFile()), span: spanOf(at) }
  return { by: 'nothing', reason: stuck?.reason ?? 'unsupported', at: place, data: stuck?.data ?? { what: 'a block of statements' } }
}
