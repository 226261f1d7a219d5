import { ts } from 'ts-morph'
import type { FunctionFact } from '../../model/functions.js'
import type { ApiOrigins, Origin } from '../api-origin.js'
import { findFamily } from '../families.js'
import type { FunctionRegistry } from '../function-registry.js'
import type { NameIndex } from '../name-index.js'
import { memberOf, nameText } from '../occurrences.js'
import { resolveFunctions, returnedBy, valueOf } from '../resolve-functions.js'
import type { Symbols } from '../symbols.js'
import { innermost, outermost } from '../syntax.js'
import type { MockCalls } from './mock-calls.js'
import { implementationSetters, mockMembers, mockProperties } from './mock-names.js'
import type { MockedModule, MockedModules } from './mocked-modules.js'

export interface MockTools {
  symbols: Symbols
  origins: ApiOrigins
  index: NameIndex
  registry: FunctionRegistry
  calls: MockCalls
  modules: MockedModules
}

/** What a mock takes the place of. */
export interface Mocked {
  functions: Set<FunctionFact>
  apis: Origin[]
}

/** Finds out what a mock stands for: back to where it was made, and from there to where it was put. */
export function mockedBy(expression: ts.Expression, tools: MockTools): Mocked {
  const search = new Search(tools)
  search.expression(expression)
  return search.found
}

/** The same for a member of an object. */
export function mockedMember(object: ts.Expression, name: string, tools: MockTools): Mocked {
  const search = new Search(tools)
  search.member(object, name)
  return search.found
}

/** The same for a mock that was just made, by the place that it was put in. */
export function mockedAt(made: ts.Expression, tools: MockTools): Mocked {
  const search = new Search(tools)
  search.place(made)
  return search.found
}

/** The same for a property of an object that takes the place of another, or of a module. */
export function mockedProperty(property: ts.ObjectLiteralElementLike, tools: MockTools): Mocked {
  const search = new Search(tools)
  search.property(property)
  return search.found
}

class Search {
  readonly found: Mocked = { functions: new Set(), apis: [] }
  readonly #seen = new Set<ts.Node>()
  readonly #placed = new Set<ts.Node>()

  constructor(private readonly tools: MockTools) {}

  expression(expression: ts.Expression): void {
    const node = innermost(expression)
    if (!this.#isNew(node)) return
    const origin = this.tools.origins.of(node)
    if (origin && origin.path.length > 0 && !ts.isCallExpression(node)) this.found.apis.push(origin)
    if (ts.isCallExpression(node)) this.#call(node)
    else if (ts.isAwaitExpression(node)) this.expression(node.expression)
    else if (ts.isPropertyAccessExpression(node)) this.#access(node)
    else if (ts.isElementAccessExpression(node)) this.#declarations(this.tools.symbols.declarationsAt(node.argumentExpression))
    else if (ts.isIdentifier(node)) this.#declarations(this.tools.symbols.declarationsAt(node))
  }

  member(object: ts.Expression, name: string): void {
    const origin = this.tools.origins.ofMember(object, name)
    if (origin) this.found.apis.push(origin)
    this.#declarations(this.tools.symbols.membersOf(object, name))
  }

  #call(call: ts.CallExpression): void {
    const mock = this.tools.calls.at(call)
    const { expression: callee } = call
    if (mock?.does === 'replace') this.member(mock.object, mock.member)
    else if (mock?.does === 'give') this.expression(mock.value)
    else if (mock?.does === 'make') this.place(call)
    else if (ts.isPropertyAccessExpression(callee) && mockMembers.has(callee.name.text)) this.expression(callee.expression)
    // A helper of the test may make the mock.
    else for (const { node } of resolveFunctions(callee, this.tools.symbols)) for (const value of returnedBy(node)) this.expression(value)
  }

  #access(access: ts.PropertyAccessExpression): void {
    if (mockProperties.has(access.name.text)) this.expression(access.expression)
    else if (access.expression.kind === ts.SyntaxKind.ThisKeyword) this.#ofThis(access)
    else this.#declarations(this.tools.symbols.declarationsAt(access.name))
  }

  /** `this.load = sinon.stub(…)` in a hook, for all tests of the file. */
  #ofThis({ name, parent }: ts.PropertyAccessExpression): void {
    const file = parent.getSourceFile()
    for (const occurrence of this.tools.index.occurrences(name.text)) {
      const target = memberOf(occurrence)
      const { parent: assignment } = target
      const isOfThis = ts.isPropertyAccessExpression(target) && target.expression.kind === ts.SyntaxKind.ThisKeyword
      const isAssigned = ts.isBinaryExpression(assignment) && assignment.left === target && target.getSourceFile() === file
      if (isOfThis && isAssigned) this.expression(assignment.right)
    }
  }

  #declarations(declarations: readonly ts.Declaration[]): void {
    for (const declaration of declarations) if (this.#isNew(declaration)) this.#declaration(declaration)
  }

  #declaration(declaration: ts.Declaration): void {
    const { registry, symbols } = this.tools
    const value = valueOf(declaration)
    const fact = factOf(declaration, registry) ?? (value && factOf(innermost(value), registry))
    if (fact) this.found.functions.add(fact)
    else if (value) this.expression(value)
    else if (ts.isBindingElement(declaration)) this.#declarations(symbols.declarationsAt(declaration.propertyName ?? declaration.name))
    else if (ts.isShorthandPropertyAssignment(declaration)) this.#declarations(symbols.declarationsAt(declaration.name))
    if (ts.isVariableDeclaration(declaration) && ts.isIdentifier(declaration.name)) this.#assigned(declaration, declaration.name.text)
  }

  /** `let spy`, `spy = vi.spyOn(…)` */
  #assigned(declaration: ts.VariableDeclaration, name: string): void {
    for (const occurrence of this.#usesOf(declaration, name)) {
      const { parent } = occurrence
      const isAssigned = ts.isBinaryExpression(parent) && parent.left === occurrence && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
      if (isAssigned) this.expression(parent.right)
    }
  }

  /** Where a mock goes that was just made: into a property, a variable, an argument. */
  place(made: ts.Expression): void {
    const value = wholeMock(made)
    const { parent } = value
    if (ts.isCallExpression(made)) for (const type of made.typeArguments ?? []) this.#type(type)
    if (ts.isPropertyAssignment(parent)) this.property(parent)
    else if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) this.#uses(parent, parent.name.text)
    else if (ts.isPropertyDeclaration(parent)) this.#declarations(findFamily(parent, this.tools.symbols, this.tools.index).members)
    else if (ts.isBinaryExpression(parent) && parent.right === value) this.#target(parent.left)
    else if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) this.#argument(parent, value)
    else if (ts.isExpression(value)) this.#exported(this.tools.modules.standingFor(value), 'default')
  }

  /** `vi.fn<typeof load>()`, `vi.fn<People['nameOf']>()` */
  #type(type: ts.TypeNode): void {
    const { symbols } = this.tools
    if (ts.isTypeQueryNode(type)) this.#declarations(symbols.declarationsAt(ts.isQualifiedName(type.exprName) ? type.exprName.right : type.exprName))
    else if (ts.isIndexedAccessTypeNode(type)) this.#declarations(symbols.signaturesOf(symbols.typeAt(type)))
  }

  #exported(module: MockedModule | undefined, name: string): void {
    if (typeof module === 'string') this.found.apis.push({ module, path: [name] })
    else if (module) this.#declarations(this.tools.modules.exported(module, name))
  }

  #target(target: ts.Expression): void {
    const node = innermost(target)
    if (!ts.isIdentifier(node)) this.expression(node)
    else for (const declaration of this.tools.symbols.declarationsAt(node)) if (ts.isVariableDeclaration(declaration)) this.#uses(declaration, node.text)
  }

  #argument(call: ts.CallExpression | ts.NewExpression, value: ts.Node): void {
    const mock = this.tools.calls.at(call)
    const { expression: callee } = call
    if (mock?.does === 'replace') this.member(mock.object, mock.member)
    else if (ts.isPropertyAccessExpression(callee) && implementationSetters.has(callee.name.text)) this.expression(callee.expression)
    else if (ts.isExpression(value)) {
      const type = this.tools.symbols.contextualType(value)
      for (const signature of type ? this.tools.symbols.signaturesOf(type) : []) this.#declarations([signature])
    }
  }

  /** The member of a module, or of what the object is typed by, that a property takes the place of. */
  property(property: ts.ObjectLiteralElementLike): void {
    if (!property.name || !ts.isObjectLiteralExpression(property.parent) || this.#placed.has(property)) return
    this.#placed.add(property)
    const { modules, symbols, index } = this.tools
    const name = nameText(property.name)
    this.#exported(modules.standingFor(property.parent), name === 'defaultExport' ? 'default' : name)
    this.#declarations(symbols.membersAsked(property.parent, name))
    this.#declarations(findFamily(property, symbols, index).members)
    this.#uses(property, name)
  }

  /** Where something goes that goes by a name. */
  #uses(declaration: ts.Declaration, name: string): void {
    for (const occurrence of this.#usesOf(declaration, name)) {
      const { parent } = occurrence
      if (ts.isShorthandPropertyAssignment(parent)) this.property(parent)
      else if (ts.isBindingElement(parent) && ts.isIdentifier(parent.name) && this.#isNew(parent)) this.#uses(parent, parent.name.text)
      else this.#use(outermost(memberOf(occurrence)))
    }
  }

  #use(value: ts.Node): void {
    const { parent } = value
    if (ts.isPropertyAssignment(parent) && parent.initializer === value) this.property(parent)
    else if ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== value) this.#argument(parent, value)
    else if (ts.isBinaryExpression(parent) && parent.right === value && ts.isPropertyAccessExpression(parent.left)) this.expression(parent.left)
  }

  #usesOf(declaration: ts.Declaration, name: string): ts.Node[] {
    const file = declaration.getSourceFile()
    return this.tools.index.occurrences(name).filter((occurrence) => {
      const isOther = occurrence.getSourceFile() === file && ts.getNameOfDeclaration(declaration) !== occurrence
      return isOther && this.tools.symbols.declarationsAt(occurrence).includes(declaration)
    })
  }

  #isNew(node: ts.Node): boolean {
    if (this.#seen.has(node)) return false
    this.#seen.add(node)
    return true
  }
}

function factOf(node: ts.Node, registry: FunctionRegistry): FunctionFact | undefined {
  return registry.knownFact(node) ?? registry.known().get(node)
}

/** `vi.fn().mockReturnValue(x)` for `vi.fn()`. */
export function wholeMock(made: ts.Expression): ts.Node {
  let node = outermost(made)
  for (;;) {
    const { parent } = node
    const isMember = ts.isPropertyAccessExpression(parent) && (mockMembers.has(parent.name.text) || mockProperties.has(parent.name.text))
    if (isMember) node = parent
    else if (ts.isCallExpression(parent) && parent.expression === node) node = outermost(parent)
    else return node
  }
}
