import { ts } from 'ts-morph'
import type { Driver, DriverMethod } from '../../drivers/driver.js'
import { sqlEffect, type SqlEffect } from '../../drivers/sql-effect.js'
import type { NameIndex } from '../name-index.js'
import { memberOf } from '../occurrences.js'
import type { Symbols } from '../symbols.js'
import { innermost, outermost, requiredModule } from '../syntax.js'
import type { DatabaseEffect } from './database-work.js'
import type { DriverType } from './driver-types.js'
import type { DriverValue } from './driver-value.js'
import type { DriverValues } from './driver-values.js'
import { sqlText } from './sql-text.js'

/** A call of a driver's own method, or one that opens a connection. */
export interface DriverCall {
  call: ts.CallExpression | ts.NewExpression
  /** The driver's module, and what is called of it: `Statement#get`, or an exported function. */
  driver: string
  method: string
  effect: DatabaseEffect
  transaction?: 'begin' | 'end'
  /** Where the connections are opened that it may work on; none where nobody can tell. */
  makers: ReadonlySet<ts.Node>
  /** A callback runs at once in it, or in what it gives. */
  takesCallback: boolean
}

interface Tools {
  index: NameIndex
  symbols: Symbols
  values: DriverValues
}

/** Finds all calls on a driver's values: by the names of its methods, of its connections, and of the functions that it gives. */
export function findDriverCalls(drivers: readonly Driver[], tools: Tools): DriverCall[] {
  const methods = drivers.flatMap((driver) => Object.values(driver.classes).flatMap((each) => Object.keys(each.methods)))
  const found = new Map<ts.Node, DriverCall>()
  const queue = [...new Set([...methods, ...functionNames(drivers, tools), ...connectionNames(drivers, tools)])]
  for (const name of queue) {
    for (const occurrence of tools.index.occurrences(name)) {
      const call = callOf(occurrence)
      const driverCall = call && !found.has(call) ? driverCallAt(call, tools) : undefined
      if (!driverCall) continue
      found.set(driverCall.call, driverCall)
      // What a call gives may be called at once, without any name: `db.transaction(…)()`.
      const next = nextInChain(driverCall.call)
      const atOnce = next && driverCallAt(next, tools)
      if (atOnce) found.set(next, atOnce)
      const made = givesFunction(driverCall.call, tools) ? nameOfHolder(driverCall.call) : undefined
      if (made !== undefined && !queue.includes(made)) queue.push(made)
    }
  }
  return [...found.values()].filter(({ call, takesCallback }) => takesCallback || !isContinued(call, found)).sort((a, b) => a.call.pos - b.call.pos)
}

/** The receiver of one of these calls: `db.prepare(sql)` in `db.prepare(sql).get(id)`. */
function isContinued(call: ts.Node, found: ReadonlyMap<ts.Node, DriverCall>): boolean {
  const next = nextInChain(call)
  return next !== undefined && (found.has(next) || isContinued(next, found))
}

function nextInChain(call: ts.Node): ts.CallExpression | undefined {
  let node = outermost(call)
  while (ts.isPropertyAccessExpression(node.parent)) node = outermost(node.parent)
  return ts.isCallExpression(node.parent) && node.parent.expression === node ? node.parent : undefined
}

function driverCallAt(call: ts.CallExpression | ts.NewExpression, { values, symbols }: Tools): DriverCall | undefined {
  if (values.isMaker(call)) {
    const made = values.of(call)
    return { call, ...named(made?.type, ''), effect: 'none', makers: made?.makers ?? new Set([call]), takesCallback: false }
  }
  const run = ts.isCallExpression(call) ? values.methodAt(call) : undefined
  if (!run) return undefined
  const { effect, transaction } = effectOf(run, call.arguments?.[0], symbols)
  return { call, ...named(run.value.type, run.name), effect, ...(transaction && { transaction }), makers: run.value.makers, takesCallback: run.method.callback === 'runs' || run.method.callback === 'keeps' }
}

function named(type: DriverType | undefined, method: string): Pick<DriverCall, 'driver' | 'method'> {
  return { driver: type?.driver.module ?? '', method: [type?.class, method].filter((part) => part).join('#') }
}

function effectOf({ method, value }: { method: DriverMethod; value: DriverValue }, sql: ts.Expression | undefined, symbols: Symbols): SqlEffect {
  if (method.effect === 'of-statement') return value.sql ?? { effect: 'unknown' }
  if (method.effect === 'of-sql') return sql ? sqlEffect(sqlText(sql, symbols)) : { effect: 'unknown' }
  return { effect: method.effect }
}

/** The local names of what opens connections: `Database` of `import Database from 'better-sqlite3'`. */
function connectionNames(drivers: readonly Driver[], tools: Tools): string[] {
  const files = new Set(drivers.flatMap(wordsNaming).flatMap((word) => tools.index.filesWith(word)))
  const names = new Set(drivers.flatMap(({ connections }) => connections.map(({ name }) => name).filter((name) => name !== '')))
  for (const file of files) for (const name of importedNames(file, drivers, tools)) names.add(name)
  return [...names]
}

/** A file that imports the module has one of these words. */
function wordsNaming({ module }: Driver): string[] {
  const words = module.replace(/\.[mc]?[jt]sx?$/, '').split(/\W+/)
  return module.startsWith('.') ? words : words.slice(-1)
}

/** The names of exported functions, and of what opens connections in the project, under which files go on to use them. */
function functionNames(drivers: readonly Driver[], { index }: Tools): Set<string> {
  const own = drivers.filter(({ module }) => module.startsWith('.'))
  const names = new Set([
    ...drivers.flatMap(({ functions = {} }) => Object.keys(functions).map((name) => name.split('.').at(-1) ?? name)),
    ...own.flatMap(({ connections }) => connections.map(({ name }) => name)),
  ])
  for (const name of names) {
    for (const { parent } of index.occurrences(name)) {
      const isRenamed = (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isBindingElement(parent)) && parent.propertyName?.getText() === name
      if (isRenamed) names.add(parent.name.getText())
    }
  }
  return names
}

function importedNames(file: ts.SourceFile, drivers: readonly Driver[], { symbols }: Tools): string[] {
  const isDriver = (specifier: ts.Expression): boolean => ts.isStringLiteral(specifier) && drivers.some(({ module }) => {
    if (!module.startsWith('.')) return specifier.text.replace(/^node:/, '') === module
    return specifier.text.startsWith('.') && isFile(symbols.moduleAt(specifier), module)
  })
  return file.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) {
      const clause = statement.importClause
      const named = clause?.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements.map(({ name }) => name.text) : []
      return isDriver(statement.moduleSpecifier) ? [...clause?.name ? [clause.name.text] : [], ...named] : []
    }
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      const required = initializer && requiredModule(innermost(initializer))
      return required && isDriver(required) && ts.isIdentifier(name) ? [name.text] : []
    })
  })
}

/** The file is this module of the project, `./src/database.ts`. */
export function isFile(file: ts.SourceFile | undefined, module: string): boolean {
  return file?.fileName.endsWith(module.replace(/^(\.*\/)+/, '/')) ?? false
}

function callOf(occurrence: ts.Node): ts.CallExpression | ts.NewExpression | undefined {
  const whole = outermost(memberOf(occurrence))
  const { parent } = whole
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === whole ? parent : undefined
}

/** `db.transaction(…)` gives a function that works on the database when it is called. */
function givesFunction(call: ts.CallExpression | ts.NewExpression, { values }: Tools): boolean {
  const value = values.of(call)
  return value?.type !== undefined && value.type.driver.classes[value.type.class]?.call !== undefined
}

function nameOfHolder(call: ts.Expression): string | undefined {
  const { parent } = outermost(call)
  const name = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent) ? parent.name
    : ts.isBinaryExpression(parent) && ts.isPropertyAccessExpression(parent.left) ? parent.left.name : undefined
  return name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) ? name.text : undefined
}
