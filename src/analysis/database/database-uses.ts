import { ts } from 'ts-morph'
import type { DatabaseHandoverFact, DatabaseUseFact } from '../../model/database.js'
import type { BlockTools } from '../blocks/block-tools.js'
import { databaseUses } from '../blocks/database-uses.js'
import type { Scope } from '../function-registry.js'

/** A use of a database before it is put into the words of facts: the node stays with the analysis. */
export interface DatabaseUse {
  scope: Scope
  fact: DatabaseUseFact
}

/** Where functions that work on databases in the thread are handed on in the main one. */
export function findDatabaseHandovers({ registry, work }: Pick<BlockTools, 'registry' | 'work'>): DatabaseHandoverFact[] {
  return work.handedOn.map(({ handover: { file, span, by, consumer }, effect, makers }) => ({
    file, span, by, runsLater: consumer === 'ignores', writes: effect === 'write' || effect === 'unknown', databases: databasesOf(makers, registry),
  }))
}

function databasesOf(makers: Iterable<ts.Node>, registry: BlockTools['registry']): string[] {
  const places = [...makers].map((node) => ts.isStringLiteral(node) ? node.text : `${registry.fileOf(node.getSourceFile())}:${String(node.getStart())}`)
  return [...new Set(places)].sort()
}

/** What becomes of each function's work on databases. */
export function findDatabaseUses(tools: BlockTools): DatabaseUse[] {
  const { registry } = tools
  return databaseUses(tools).map(({ scope, points, span, use, move }) => {
    const { file, id: caller } = registry.factOf(scope)
    const writes = points.some(({ effect }) => effect === 'write' || effect === 'unknown')
    const databases = databasesOf(points.flatMap(({ makers }) => [...makers]), registry)
    const objects = [...new Set(points.flatMap((point) => point.objects ?? []))].sort()
    return { scope, fact: { file, caller, span, use, writes, databases, ...(objects.length > 0 && { objects }), move } }
  })
}
