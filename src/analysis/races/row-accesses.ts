import { ts } from 'ts-morph'
import { allNodes } from '../blocks/references.js'
import type { DatabasePoint } from '../database/database-work.js'
import type { Accesses } from './accesses.js'
import { textOf } from './shared-state.js'

interface Tools {
  /** The calls that work on a database. */
  points: ReadonlyMap<ts.Node, DatabasePoint>
  /** The project's function that a callee names. */
  functionOf(callee: ts.Expression): ts.FunctionLikeDeclaration | undefined
}

/** What a call does with rows. Which rows a query means nobody can tell: a write that depends on a read is taken to mean the same. */
export function rowsAt(node: ts.Node, tools: Tools): Accesses | undefined {
  const point = tools.points.get(node)
  if (!point || !ts.isCallExpression(node)) return undefined
  const path = { kind: 'database' as const, root: '', steps: [], name: textOf(node) }
  if (point.effect === 'read') return { reads: [{ path }], writes: [] }
  // What a `DELETE` is given says which rows, and goes into none.
  const values = isRemoval(node, tools) ? [] : [...node.arguments]
  return point.effect === 'write' && !point.transaction ? { reads: [], writes: [{ path, values }] } : undefined
}

/** All SQL in the call, or in the function that it calls, that writes is `DELETE`. */
function isRemoval(call: ts.CallExpression, tools: Tools): boolean {
  const code = tools.functionOf(call.expression)?.body ?? call
  const texts = [...allNodes(code)].flatMap((node) => (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) ? [node.text] : []))
  const verbs = texts.flatMap((text) => /^\s*(INSERT|UPDATE|DELETE|REPLACE)\b/i.exec(text)?.[1]?.toUpperCase() ?? [])
  return verbs.length > 0 && verbs.every((verb) => verb === 'DELETE')
}
