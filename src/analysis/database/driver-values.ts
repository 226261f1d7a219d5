import { ts } from 'ts-morph'
import type { Driver, DriverMethod } from '../../drivers/driver.js'
import { sqlEffect, type SqlEffect } from '../../drivers/sql-effect.js'
import type { ApiOrigins } from '../api-origin.js'
import { callsOf } from '../calls-of.js'
import type { NameIndex } from '../name-index.js'
import { stepInto } from '../property-names.js'
import { resolveFunctions, returnedBy, valueOf } from '../resolve-functions.js'
import type { Symbols } from '../symbols.js'
import { innermost, requiredModule } from '../syntax.js'
import { assignedTo } from './assigned-to.js'
import { classOf, type DriverValue, either } from './driver-value.js'
import { type DriverType, DriverTypes } from './driver-types.js'
import { exportedBy } from '../exported-by.js'
import { importedFrom } from './thread-target.js'
import { sqlText } from './sql-text.js'

interface Tools {
  symbols: Symbols
  origins: ApiOrigins
  index: NameIndex
}

/**
 * Says which expressions are values of a database driver, from where they are used back to where a connection is opened:
 * by origin, so that it works in code without types, and by type where the origin cannot be seen.
 */
export class DriverValues {
  readonly #known = new Map<ts.Node, DriverValue | undefined>()
  readonly #types: DriverTypes

  constructor(private readonly drivers: readonly Driver[], private readonly tools: Tools) {
    this.#types = new DriverTypes(drivers, tools)
  }

  /** The driver's value that an expression denotes, or the project's object that holds one. */
  of(expression: ts.Expression): DriverValue | undefined {
    const node = innermost(expression)
    return this.#once(node, () => this.#find(node))
  }

  /** The driver's method that a call runs, and the value that it is a method of. */
  methodAt(call: ts.CallExpression): { value: DriverValue; method: DriverMethod; name: string } | undefined {
    const callee = innermost(call.expression)
    if (ts.isPropertyAccessExpression(callee)) {
      const value = this.of(callee.expression)
      const found = value && classOf(value)
      const name = callee.name.text
      const method = found && Object.hasOwn(found.methods, name) ? found.methods[name] : undefined
      if (value && method) return { value, method, name }
      if (value && found?.otherMethods !== undefined) return { value, name, method: { effect: 'none', gives: found.otherMethods } }
    }
    const value = this.of(callee)
    const method = value && classOf(value)?.call
    return value && method ? { value, method, name: '' } : this.#functionAt(callee)
  }

  /** A driver's exported function, which works on a connection that its module has. */
  #functionAt(callee: ts.Expression): { value: DriverValue; method: DriverMethod; name: string } | undefined {
    if (!this.drivers.some(({ functions }) => functions)) return undefined
    const origin = this.tools.origins.of(callee)
    const driver = origin && this.drivers.find(({ module }) => module === origin.module)
    const name = origin?.path.join('.') ?? ''
    const method = driver?.functions && Object.hasOwn(driver.functions, name) ? driver.functions[name] : undefined
    return driver && method && { name, method, value: { type: { driver, class: '' }, makers: new Set([moduleOf(callee, this.tools.symbols)]) } }
  }

  /** Whether an expression opens a connection. */
  isMaker(node: ts.Node): boolean {
    return this.#connectionAt(node) !== undefined
  }

  #once(node: ts.Node, find: () => DriverValue | undefined): DriverValue | undefined {
    if (this.#known.has(node)) return this.#known.get(node)
    // What is being looked at already leads nowhere new.
    this.#known.set(node, undefined)
    const found = find()
    this.#known.set(node, found)
    return found
  }

  #find(node: ts.Expression): DriverValue | undefined {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) return this.#made(node) ?? this.#inferred(node)
    if (ts.isConditionalExpression(node)) return either([this.of(node.whenTrue), this.of(node.whenFalse)])
    if (ts.isBinaryExpression(node)) return this.#inBinary(node)
    if (ts.isAwaitExpression(node)) return this.of(node.expression)
    if (ts.isObjectLiteralExpression(node)) return this.#holder(node.properties.flatMap(valuesIn))
    if (ts.isPropertyAccessExpression(node)) return this.#member(node) ?? this.#named(node.name) ?? this.#inferred(node)
    if (ts.isIdentifier(node)) return this.#named(node) ?? this.#inferred(node)
    return node.kind === ts.SyntaxKind.ThisKeyword ? this.#ofThis(node) : undefined
  }

  #inBinary({ operatorToken, left, right }: ts.BinaryExpression): DriverValue | undefined {
    const operator = operatorToken.kind
    if (operator === ts.SyntaxKind.EqualsToken || operator === ts.SyntaxKind.CommaToken || operator === ts.SyntaxKind.AmpersandAmpersandToken) return this.of(right)
    return choices.has(operator) ? either([this.of(left), this.of(right)]) : undefined
  }

  /** What a call gives: a new connection, what a driver's method gives, what a function of the project returns. */
  #made(call: ts.CallExpression | ts.NewExpression): DriverValue | undefined {
    const type = this.#connectionAt(call)
    if (type) return { type, makers: this.#makersOf(call) }
    if (ts.isNewExpression(call)) return this.#constructed(call)
    const run = this.methodAt(call)
    if (run) return this.#givenBy(run, call)
    const required = requiredModule(call)
    if (required) return either(exportedBy(required, this.tools.symbols).map((value) => this.of(value)))
    return this.#returned(call)
  }

  #connectionAt(node: ts.Node): DriverType | undefined {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined
    const origin = this.tools.origins.of(node.expression)
    const driver = origin && this.drivers.find(({ module }) => module === origin.module)
    const connection = driver?.connections.find(({ name }) => name === origin?.path.join('.'))
    return driver && connection && { driver, class: connection.gives }
  }

  /** `drizzle(db)` works on the connection that it is given. */
  #makersOf(call: ts.CallExpression | ts.NewExpression): ReadonlySet<ts.Node> {
    const [first] = call.arguments ?? []
    const given = first && this.of(first)
    return given && given.makers.size > 0 ? given.makers : new Set([call])
  }

  #givenBy({ value, method }: { value: DriverValue; method: DriverMethod }, call: ts.CallExpression): DriverValue | undefined {
    if (method.gives === undefined || !value.type) return undefined
    const [first] = call.arguments
    const sql = this.#preparedEffect(method.gives, first) ?? value.sql
    return { makers: value.makers, type: { driver: value.type.driver, class: method.gives }, ...(sql && { sql }) }
  }

  #preparedEffect(gives: string, sql: ts.Expression | undefined): SqlEffect | undefined {
    if (gives === 'Read') return { effect: 'read' }
    if (gives === 'Write') return { effect: 'write' }
    return gives.startsWith('Statement') && sql ? sqlEffect(sqlText(sql, this.tools.symbols)) : undefined
  }

  /** An instance of a class that extends a connection is one, and an instance that was given one holds it. */
  #constructed(call: ts.NewExpression): DriverValue | undefined {
    const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression
    for (const declaration of this.tools.symbols.declarationsAt(name)) {
      const made = ts.isVariableDeclaration(declaration) && declaration.initializer ? innermost(declaration.initializer) : declaration
      if (!ts.isClassLike(made)) continue
      const type = this.#extended(made)
      return type ? { type, makers: new Set([call]) } : this.#holder([...call.arguments ?? [], ...fieldsOf(made)])
    }
    return undefined
  }

  #extended(node: ts.ClassLikeDeclaration): DriverType | undefined {
    const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types.at(0)?.expression
    const origin = base && this.tools.origins.of(base)
    const driver = origin && this.drivers.find(({ module }) => module === origin.module)
    const connection = driver?.connections.find(({ name }) => name === origin?.path.join('.'))
    return driver && connection && { driver, class: connection.gives }
  }

  /** What is made from driver values works on their connections. */
  #holder(parts: readonly ts.Expression[]): DriverValue | undefined {
    const held = either(parts.map((part) => this.of(part)))
    return held && { makers: held.makers }
  }

  #returned(call: ts.CallExpression): DriverValue | undefined {
    const functions = resolveFunctions(call.expression, this.tools.symbols).filter(({ isWrapped }) => !isWrapped)
    const values = functions.flatMap(({ node }) => returnedBy(node))
    return either(values.map((value) => this.of(value))) ?? (values.some(holdsFunctions) ? this.#holder(call.arguments) : undefined)
  }

  /** `db.query`, `statement.database` */
  #member(access: ts.PropertyAccessExpression): DriverValue | undefined {
    const value = this.of(access.expression)
    const found = value && classOf(value)
    const name = found?.members?.[access.name.text] ?? found?.otherMembers
    return name !== undefined && value?.type ? { makers: value.makers, type: { driver: value.type.driver, class: name } } : undefined
  }

  #ofThis(node: ts.Expression): DriverValue | undefined {
    const owner = ts.findAncestor(node, ts.isClassLike)
    const type = owner && this.#extended(owner)
    return type && { type, makers: new Set() }
  }

  #named(name: ts.Node): DriverValue | undefined {
    return either(this.tools.symbols.declarationsAt(name).map((declaration) => this.#declared(declaration)))
  }

  #inferred(node: ts.Expression): DriverValue | undefined {
    const type = this.#types.inferred(node)
    return type && { type, makers: new Set() }
  }

  #declared(declaration: ts.Declaration): DriverValue | undefined {
    if (declaration.getSourceFile().isDeclarationFile) return undefined
    return this.#once(declaration, () => {
      const given = either(this.#given(declaration))
      const type = this.#types.written(declaration)
      return given ?? (type && { type, makers: new Set() })
    })
  }

  /** All that a declared name may hold. */
  #given(declaration: ts.Declaration): (DriverValue | undefined)[] {
    if (ts.isParameter(declaration)) return [...this.#passedTo(declaration), ...this.#assigned(declaration)]
    if (ts.isBindingElement(declaration)) return this.#takenOut(declaration)
    if (ts.isShorthandPropertyAssignment(declaration)) return [this.#named(declaration.name)]
    if (ts.isGetAccessor(declaration)) return returnedBy(declaration).map((value) => this.of(value))
    const value = valueOf(declaration)
    return [value && this.of(value), ...this.#assigned(declaration)]
  }

  #assigned(declaration: ts.Declaration): (DriverValue | undefined)[] {
    return assignedTo(declaration, this.tools).map((value) => this.of(value))
  }

  #takenOut(element: ts.BindingElement): (DriverValue | undefined)[] {
    const key = element.propertyName ?? element.name
    const others = this.tools.symbols.declarationsAt(key).filter((declaration) => declaration !== element)
    if (others.length > 0) return others.map((declaration) => this.#declared(declaration))
    const name = stepInto(key, this.tools.symbols)
    const parameter = element.parent.parent
    if (name === undefined || !ts.isParameter(parameter)) return []
    return this.#argumentsFor(parameter).flatMap((argument) => propertyOf(argument, name)).map((value) => this.of(value))
  }

  /** What the calls of its function pass, or the driver that calls it back. */
  #passedTo(parameter: ts.ParameterDeclaration): (DriverValue | undefined)[] {
    const { parent: callback } = parameter
    const { parent: call } = callback
    if (ts.isCallExpression(call) && call.arguments.some((argument) => argument === callback)) {
      const run = this.methodAt(call)
      const gets = callback.parameters[0] === parameter ? run?.method.callbackGets : undefined
      return gets !== undefined && run?.value.type ? [{ makers: run.value.makers, type: { driver: run.value.type.driver, class: gets } }] : []
    }
    return this.#argumentsFor(parameter).map((argument) => this.of(argument))
  }

  #argumentsFor(parameter: ts.ParameterDeclaration): ts.Expression[] {
    const { parent: owner } = parameter
    const index = owner.parameters.indexOf(parameter)
    return callsOf(owner, this.tools).flatMap((call) => call.arguments?.[index] ?? parameter.initializer ?? [])
  }
}

/** What stands for a module that has a connection of its own: its text, or, for a package, the import of it. */
function moduleOf(callee: ts.Expression, symbols: Symbols): ts.Node {
  let root = callee
  while (ts.isPropertyAccessExpression(root)) root = innermost(root.expression)
  const specifier = ts.isIdentifier(root) ? importedFrom(root, symbols) : requiredModule(root)
  const file = specifier && symbols.moduleAt(specifier)
  return file && !file.isDeclarationFile ? file : specifier ?? callee.getSourceFile()
}

const choices = new Set([
  ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarEqualsToken, ts.SyntaxKind.QuestionQuestionEqualsToken,
])

function valuesIn(property: ts.ObjectLiteralElementLike): ts.Expression[] {
  if (ts.isPropertyAssignment(property)) return [property.initializer]
  return ts.isShorthandPropertyAssignment(property) ? [property.name] : []
}

/** What a class puts into its own fields. */
function fieldsOf(node: ts.ClassLikeDeclaration): ts.Expression[] {
  const initial = node.members.flatMap((member) => (ts.isPropertyDeclaration(member) && member.initializer ? [member.initializer] : []))
  const maker = node.members.find(ts.isConstructorDeclaration)
  const assigned = maker?.body?.statements.flatMap((statement) => {
    const expression = ts.isExpressionStatement(statement) ? statement.expression : undefined
    const isField = expression && ts.isBinaryExpression(expression) && ts.isPropertyAccessExpression(expression.left)
      && expression.left.expression.kind === ts.SyntaxKind.ThisKeyword
    return isField ? [expression.right] : []
  })
  return [...initial, ...assigned ?? []]
}

/** What a factory gives: functions that share its arguments. */
export function holdsFunctions(value: ts.Expression): boolean {
  const node = innermost(value)
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return true
  return ts.isObjectLiteralExpression(node) && node.properties.some((property) => {
    return ts.isMethodDeclaration(property) || (ts.isPropertyAssignment(property) && holdsFunctions(property.initializer)) || ts.isShorthandPropertyAssignment(property)
  })
}

function propertyOf(value: ts.Expression, name: string): ts.Expression[] {
  const node = innermost(value)
  if (!ts.isObjectLiteralExpression(node)) return []
  return node.properties.filter((property) => property.name?.getText() === name).flatMap(valuesIn)
}
