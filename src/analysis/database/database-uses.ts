import { ts } from 'ts-morph'
import type { DatabaseUseFact } from '../../model/database.js'
import type { BlockTools } from '../blocks/block-tools.js'
import { databaseUses } from '../blocks/database-uses.js'
import type { Scope } from '../function-registry.js'

/** A use of a database before it is put into the words of facts: the node stays with the analysis. */
export interface DatabaseUse {
  scope: Scope
  fact: DatabaseUseFact
}

/** What becomes of each function's work on databases. */
export function findDatabaseUses(tools: BlockTools): DatabaseUse[] {
  const { registry } = tools
  const placeOf = (node: ts.Node): string => ts.isStringLiteral(node) ? node.text : `${registry.fileOf(node.getSourceFile())}:${String(node.getStart())}`
  return databaseUses(tools).map(({ scope, points, span, use, move }) => {
    const { file, id: caller } = registry.factOf(scope)
    const writes = points.some(({ effect }) => effect === 'write' || effect === 'unknown')
    const databases = [...new Set(points.flatMap(({ makers }) => [...makers].map(placeOf)))].sort()
    const objects = [...new Set(points.flatMap((point) => point.objects ?? []))].sort()
    return { scope, fact: { file, caller, span, use, writes, databases, ...(objects.length > 0 && { objects }), move } }
  })
}
