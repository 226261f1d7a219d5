import { ts } from 'ts-morph'
import type { ApiUseFact, ArgumentFact } from '../model/calls.js'
import type { ApiRule } from '../model/rules.js'
import { holds, ruleId } from '../rules/index.js'
import { type ApiOrigins, type Origin } from './api-origin.js'
import { argumentFact, isFunctionItself } from './argument-facts.js'
import type { Consumers } from './consumers.js'
import { spanOf } from './function-registry.js'
import type { NameIndex } from './name-index.js'
import type { Symbols } from './symbols.js'
import { findComputedUses } from './computed-uses.js'
import { isExpressionName } from './occurrences.js'
import type { PackageInfo } from './package-info.js'
import { accessedName } from './property-names.js'
import { type FoundRule, RuleTable } from './rule-table.js'
import { isSleep } from './sleep.js'
import { outermost, requiredModule, useOfCall } from './syntax.js'
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
  packageOf: (file: ts.SourceFile) => PackageInfo
}

/** Finds every use of a ruled API by its import, whatever local name it has. */
export function findApiUses(rules: readonly ApiRule[], tools: Tools): ApiUse[] {
  const table = new RuleTable(rules, tools.packageOf)
  const names = [...rules.map((rule) => rule.name.split(/[#.]/).at(-1) ?? rule.name), ...namesOfWholeModules(rules, tools.index)]
  const uses: ApiUse[] = []
  const seen = new Set<string>()
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    for (const occurrence of tools.index.occurrences(name)) {
      const alias = aliasMadeAt(occurrence)
      if (alias !== undefined) names.push(alias)
      const use = useAt(occurrence, table, tools)
      if (use) uses.push(use)
    }
  }
  return [...uses, ...findComputedUses(rules, { ...tools, table })]
}

/** What files call the modules of which the function itself has a rule. */
function namesOfWholeModules(rules: readonly ApiRule[], index: NameIndex): string[] {
  const modules = rules.filter(({ name }) => name === 'default').map(({ module }) => module)
  return modules.flatMap((module) => index.filesNaming(module).flatMap((file) => file.statements.flatMap((statement) => wholeNamesIn(statement, module))))
}

function wholeNamesIn(statement: ts.Statement, module: string): string[] {
  const isOf = (specifier: ts.Expression | undefined): boolean => specifier !== undefined && ts.isStringLiteral(specifier) && specifier.text === module
  if (ts.isImportDeclaration(statement) && isOf(statement.moduleSpecifier)) {
    const { name, namedBindings } = statement.importClause ?? {}
    return [name, namedBindings && ts.isNamespaceImport(namedBindings) ? namedBindings.name : undefined].flatMap((each) => each?.text ?? [])
  }
  if (ts.isImportEqualsDeclaration(statement)) return ts.isExternalModuleReference(statement.moduleReference) && isOf(statement.moduleReference.expression) ? [statement.name.text] : []
  if (!ts.isVariableStatement(statement)) return []
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => (ts.isIdentifier(name) && initializer && isOf(requiredModule(initializer)) ? [name.text] : []))
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

function useAt(occurrence: ts.Node, table: RuleTable, tools: Tools): ApiUse | undefined {
  const callee = calleeAt(occurrence)
  const holder = outermost(callee).parent
  const isCalled = ts.isCallExpression(holder) && holder.expression === outermost(callee)
  if (!isCalled && !isPassedOn(callee, occurrence)) return undefined
  const origin = originAt(callee, tools)
  const found = origin && table.at(origin, callee.getSourceFile())
  if (!found) return undefined
  const rule = ruleId(found.rule)
  if (rule === 'Atomics.wait' && !(isCalled && isSleep(holder, tools))) return undefined
  const node = isCalled ? holder : callee
  const fact: ApiUse['fact'] = {
    span: spanOf(node),
    rule,
    ...versionOf(found),
    callee: spanOf(callee),
    ...accessOf(callee, origin.path.length, tools.symbols),
    ...(isCalled ? calledWith(holder, tools) : handedOn(outermost(callee), tools)),
  }
  return found.rule.unless?.some((condition) => holds(condition, fact)) ? undefined : { node, fact }
}

function versionOf({ rule, isVersionUnknown }: FoundRule): Pick<ApiUseFact, 'versions' | 'isVersionUnknown'> {
  return { ...(rule.versions !== undefined && { versions: rule.versions }), ...(isVersionUnknown && { isVersionUnknown }) }
}

function accessOf(callee: ts.Node, steps: number, symbols: Symbols): Pick<ApiUseFact, 'access' | 'object' | 'moduleObject' | 'ownerIsFunction'> {
  if (!ts.isPropertyAccessExpression(callee) && !ts.isElementAccessExpression(callee)) return { access: 'name' }
  const module = steps > 1 ? moduleBehind(callee, steps) : undefined
  return {
    access: 'member',
    object: spanOf(callee.expression),
    ...(module && { moduleObject: spanOf(module) }),
    ...(isFunctionItself(callee.expression, symbols) && { ownerIsFunction: true }),
  }
}

/** The `fs` of `fs.realpathSync.native`; none where a name stands for a part of the module. */
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
