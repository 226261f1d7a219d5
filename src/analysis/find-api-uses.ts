import { ts } from 'ts-morph'
import type { ApiUseFact, ArgumentFact } from '../model/calls.js'
import type { ApiRule, RuleId } from '../model/rules.js'
import { ruleId } from '../rules/index.js'
import { type ApiOrigins, type Origin } from './api-origin.js'
import type { Consumers } from './consumers.js'
import { spanOf } from './function-registry.js'
import type { NameIndex } from './name-index.js'
import type { Symbols } from './symbols.js'
import { findComputedUses } from './computed-uses.js'
import { isExpressionName } from './occurrences.js'
import { accessedName } from './property-names.js'
import { isSleep } from './sleep.js'
import { outermost, useOfCall } from './syntax.js'
import { useOfValue } from './value-uses.js'

/** A use of a blocking API before it is put into the words of facts: the node stays with the analysis. */
export interface ApiUse {
  node: ts.Node
  fact: Omit<ApiUseFact, 'file' | 'caller'>
}

interface Tools {
  index: NameIndex
  consumers: Consumers
  origins: ApiOrigins
  symbols: Symbols
}

/** Finds every use of a ruled API by its import, whatever local name it has. */
export function findApiUses(rules: readonly ApiRule[], tools: Tools): ApiUse[] {
  const ids = new Map(rules.map((rule) => [`${rule.module} ${rule.name}`, ruleId(rule)]))
  const names = rules.map((rule) => rule.name.split(/[#.]/).at(-1) ?? rule.name)
  const uses: ApiUse[] = []
  const seen = new Set<string>()
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    for (const occurrence of tools.index.occurrences(name)) {
      const alias = aliasMadeAt(occurrence)
      if (alias !== undefined) names.push(alias)
      const use = useAt(occurrence, ids, tools)
      if (use) uses.push(use)
    }
  }
  return [...uses, ...findComputedUses(rules, tools)]
}

/** Another name under which the file goes on to use what stands here: `import { readFileSync as r }`, `const r = fs.readFileSync`, `const name = 'readFileSync'`. */
function aliasMadeAt(occurrence: ts.Node): string | undefined {
  const { parent } = occurrence
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return parent.name.text
  const element = ts.isComputedPropertyName(parent) ? parent.parent : parent
  if (ts.isBindingElement(element)) return ts.isIdentifier(element.name) ? element.name.text : undefined
  const value = outermost(calleeAt(occurrence))
  return ts.isVariableDeclaration(value.parent) && ts.isIdentifier(value.parent.name) ? value.parent.name.text : undefined
}

function calleeAt(occurrence: ts.Node): ts.Node {
  const { parent } = occurrence
  const isMember = (ts.isPropertyAccessExpression(parent) && parent.name === occurrence)
    || (ts.isElementAccessExpression(parent) && parent.argumentExpression === occurrence)
  return isMember ? parent : occurrence
}

function useAt(occurrence: ts.Node, ids: ReadonlyMap<string, RuleId>, tools: Tools): ApiUse | undefined {
  const callee = calleeAt(occurrence)
  const holder = outermost(callee).parent
  const isCalled = ts.isCallExpression(holder) && holder.expression === outermost(callee)
  if (!isCalled && !isPassedOn(callee, occurrence)) return undefined
  const origin = originAt(callee, tools)
  const rule = origin && ids.get(`${origin.module} ${origin.path.join('.')}`)
  if (!origin || rule === undefined) return undefined
  if (rule === 'Atomics.wait' && !(isCalled && isSleep(holder, tools))) return undefined
  const object = moduleBehind(callee, origin.path.length)
  const node = isCalled ? holder : callee
  return {
    node,
    fact: {
      span: spanOf(node),
      rule,
      callee: spanOf(callee),
      access: object ? 'member' : 'name',
      ...(object && { object: spanOf(object) }),
      ...(isCalled ? calledWith(holder, tools) : handedOn(outermost(callee), tools)),
    },
  }
}

/** The `fs` of `fs.readFileSync`, and of `fs.realpathSync.native`; none where a name stands for a part of the module. */
function moduleBehind(callee: ts.Node, steps: number): ts.Expression | undefined {
  if (!ts.isPropertyAccessExpression(callee) && !ts.isElementAccessExpression(callee)) return undefined
  return steps > 1 ? moduleBehind(callee.expression, steps - 1) : callee.expression
}

function calledWith(call: ts.CallExpression, { symbols }: Tools): Pick<ApiUseFact, 'use' | 'arguments'> {
  return { use: useOfCall(call), arguments: call.arguments.map((argument) => argumentFact(argument, symbols)) }
}

/** Whatever calls it back gives it an item, a number and a list: `paths.map(statSync)`. */
function handedOn(reference: ts.Node, { consumers, symbols }: Tools): Pick<ApiUseFact, 'use' | 'calledBack' | 'arguments'> {
  const { parent } = reference
  const call = ts.isCallExpression(parent) && ts.isExpression(reference) ? consumers.of(parent, reference)?.call : undefined
  if (!call || !ts.isExpression(reference)) return { use: 'not-called', arguments: [] }
  const item: ArgumentFact = symbols.isCalledWithNumber(reference) ? { is: 'number' } : { is: 'other' }
  return { use: 'not-called', calledBack: call, arguments: [item, { is: 'number' }, { is: 'other' }] }
}

function originAt(callee: ts.Node, { origins, symbols }: Tools): Origin | undefined {
  if (ts.isElementAccessExpression(callee)) {
    const name = accessedName(callee, symbols)
    return name === undefined ? undefined : origins.ofMember(callee.expression, name)
  }
  return ts.isExpression(callee) ? origins.of(callee) : undefined
}

/** Used as a value: `paths.filter(existsSync)`, `read = fs.readFileSync`. A name that is declared with it is followed instead. */
function isPassedOn(callee: ts.Node, occurrence: ts.Node): boolean {
  if (ts.isShorthandPropertyAssignment(callee.parent)) return true
  if (!isExpressionName(occurrence) || isTakenApart(callee)) return false
  const use = useOfValue(callee)
  if (use.kind === 'bound') return !ts.isVariableDeclaration(use.name.parent) || !ts.isIdentifier(use.name)
  return use.kind === 'member' ? ['call', 'apply', 'bind'].includes(lastName(use.access)) : use.kind !== 'harmless'
}

function isTakenApart({ parent }: ts.Node): boolean {
  return ts.isBindingElement(parent) || ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)
}

function lastName(access: ts.Node): string {
  return ts.isPropertyAccessExpression(access) ? access.name.text : ''
}

function argumentFact(argument: ts.Expression, symbols: Symbols): ArgumentFact {
  if (ts.isSpreadElement(argument)) return { is: 'spread' }
  if (ts.isObjectLiteralExpression(argument)) {
    const keys = argument.properties.flatMap((property) => (property.name ? [property.name.getText()] : []))
    return { is: 'object-literal', keys, open: argument.properties.some(ts.isSpreadAssignment) }
  }
  return symbols.mayBeNumber(argument) ? { is: 'number' } : { is: 'other' }
}
