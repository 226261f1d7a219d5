import { ts } from 'ts-morph'
import type { ApiRule, RuleId } from '../model/rules.js'
import { ruleId } from '../rules/index.js'
import type { ApiOrigins } from './api-origin.js'
import type { ApiUse } from './find-api-uses.js'
import { spanOf } from './function-registry.js'
import type { NameIndex } from './name-index.js'
import { accessedName } from './property-names.js'
import type { RuleTable } from './rule-table.js'
import type { Symbols } from './symbols.js'
import { useOfValue } from './value-uses.js'

interface Tools {
  index: NameIndex
  origins: ApiOrigins
  symbols: Symbols
  table: RuleTable
}

/** Finds `fs[name]`, where the name is no constant and can only be that of a blocking API: such a use can be told of, and not swapped. */
export function findComputedUses(rules: readonly ApiRule[], { index, origins, symbols, table }: Tools): ApiUse[] {
  const modules = [...new Set(rules.map(({ module }) => module))]
  const files = new Set(modules.flatMap((module) => index.filesWith(module)))
  return [...files].flatMap(computedAccesses).flatMap((access) => {
    const origin = accessedName(access, symbols) === undefined ? origins.of(access.expression) : undefined
    if (!origin || !modules.includes(origin.module) || useOfValue(access).kind === 'harmless') return []
    const found = symbols.literalsAt(access.argumentExpression).map((name) => table.at({ ...origin, path: [...origin.path, name] }, access.getSourceFile()))
    const [first] = found
    return first && found.every((rule) => rule !== undefined) ? [useOf(access, ruleId(first.rule))] : []
  })
}

function useOf(access: ts.ElementAccessExpression, rule: RuleId): ApiUse {
  const span = spanOf(access)
  return { node: access, fact: { span, rule, callee: span, access: 'computed', object: spanOf(access.expression), use: 'not-called', arguments: [] } }
}

function computedAccesses(file: ts.SourceFile): ts.ElementAccessExpression[] {
  const found: ts.ElementAccessExpression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isElementAccessExpression(node) && !ts.isLiteralExpression(node.argumentExpression)) found.push(node)
    node.forEachChild(visit)
  }
  visit(file)
  return found
}
