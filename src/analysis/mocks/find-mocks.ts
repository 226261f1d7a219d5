import { ts } from 'ts-morph'
import type { ApiMockFact, MockFact, MockFollowing } from '../../model/mocks.js'
import type { ApiRule, RuleId } from '../../model/rules.js'
import { enclosingScope, isFunctionWithBody, type Scope, spanOf } from '../function-registry.js'
import { isAssignedMember, memberOf } from '../occurrences.js'
import { resolveFunctions } from '../resolve-functions.js'
import { innermost, useOfCall } from '../syntax.js'
import type { MockCall } from './mock-calls.js'
import { givesPromiseAnyway, isOnlyForMocks } from './mock-implementations.js'
import {
  implementationSetters, makers, moduleMockers, moduleReplacers, replacers, resultMatchers, resultSetters, resultViews,
} from './mock-names.js'
import { writtenResults } from './mock-result-types.js'
import { callsOfMock } from './mock-uses.js'
import { type Mocked, mockedAt, mockedBy, mockedMember, mockedProperty, type MockTools } from './mock-targets.js'

/** What tests mock, and what they tell the mocks to do. */
export interface Mocks {
  functions: MockFact[]
  apis: ApiMockFact[]
  /** Functions that mocks run in place of others, with the expressions that hand them over. */
  implementations: { node: ts.FunctionLikeDeclaration; handedOver: ts.Expression; mocked: Mocked }[]
  /** Code of tests that calls mocks itself. */
  callers: Scope[]
}

/** Finds every mock of a known function or of an API with a rule, after the functions are known. */
export function findMocks(rules: readonly ApiRule[], tools: MockTools): Mocks {
  const finder = new MockFinder(rules, tools)
  finder.find()
  return finder.mocks
}

/** A file without any of these words mocks nothing. */
const mayMock = /\b(vi|vitest|jest|sinon|jasmine|td|mock|mocked|mockery|proxyquire|esmock|rewire|spyOn|sandbox)\b/

class MockFinder {
  readonly mocks: Mocks = { functions: [], apis: [], implementations: [], callers: [] }
  readonly #rules: ReadonlySet<string>
  readonly #modules: ReadonlySet<string>
  readonly #files = new Map<ts.SourceFile, boolean>()

  constructor(private readonly rules: readonly ApiRule[], private readonly tools: MockTools) {
    this.#rules = new Set(rules.map(({ module, name }) => `${module}.${name}`))
    this.#modules = new Set(rules.map(({ module }) => module))
  }

  find(): void {
    for (const name of Object.keys(resultSetters)) for (const call of this.#callsOf(name)) this.#result(call, name)
    for (const name of implementationSetters) for (const call of this.#callsOf(name)) this.#told(call)
    for (const name of new Set([...replacers, ...makers, ...moduleMockers, ...moduleReplacers, 'proxyquire', 'esmock', 'load'])) {
      for (const call of this.#callsOf(name)) this.#libraryCall(call)
    }
    for (const name of Object.keys(resultMatchers)) for (const call of this.#callsOf(name)) this.#expectation(call, name)
    for (const name of resultViews) for (const occurrence of this.tools.index.occurrences(name)) this.#view(occurrence)
    for (const { name } of this.rules) if (!name.includes('#')) this.#assignments(name)
  }

  /** `spy.mockReturnValue(x)` */
  #result(call: ts.CallExpression, name: string): void {
    if (!ts.isPropertyAccessExpression(call.expression)) return
    const { expression: mock, name: node } = call.expression
    const isFake = ts.isPropertyAccessExpression(mock) && mock.name.text === 'fake'
    const mocked = isFake ? mockedAt(call, this.tools) : mockedBy(mock, this.tools)
    // What is thrown at once arrives where the promise is awaited; no form with `rejects` makes errors by a function.
    const [value] = call.arguments
    if (name === 'throws' && value && (ts.isFunctionLike(value) || ts.isIdentifier(value))) return
    this.#add(call, mocked, { by: 'name', name: spanOf(node), to: resultSetters[name] ?? name })
  }

  /** `spy.mockImplementation(fn)` */
  #told(call: ts.CallExpression): void {
    const [implementation] = call.arguments
    if (!ts.isPropertyAccessExpression(call.expression) || !implementation) return
    this.#implement(call, implementation, mockedBy(call.expression.expression, this.tools))
  }

  /** `expect(spy).toHaveReturnedWith(x)` */
  #expectation(call: ts.CallExpression, name: string): void {
    if (!ts.isPropertyAccessExpression(call.expression)) return
    const { expression: expected, name: node } = call.expression
    const expectation = ts.isPropertyAccessExpression(expected) && expected.name.text === 'not' ? expected.expression : expected
    if (!ts.isCallExpression(expectation) || !expectation.arguments[0]) return
    const isVitest = this.tools.origins.of(expectation.expression)?.module === 'vitest'
    const follows: MockFollowing = isVitest ? { by: 'name', name: spanOf(node), to: resultMatchers[name] ?? name } : { by: 'nothing', why: 'looked-at' }
    this.#add(call, mockedBy(expectation.arguments[0], this.tools), follows)
  }

  /** `spy.mock.results`, `expect(spy).lastReturnedWith(x)` */
  #view(occurrence: ts.Node): void {
    const access = memberOf(occurrence)
    if (!this.#mayMock(occurrence.getSourceFile()) || !ts.isPropertyAccessExpression(access)) return
    const [expected] = ts.isCallExpression(access.expression) && access.expression.expression.getText() === 'expect' ? access.expression.arguments : []
    const isTold = ts.isPropertyAccessExpression(access.expression) && access.expression.name.text === 'and'
    if (isTold && access.name.text in resultSetters) return
    this.#add(access, mockedBy(expected ?? access.expression, this.tools), { by: 'nothing', why: isTold ? 'no-async-form' : 'looked-at' })
  }

  #libraryCall(call: ts.CallExpression): void {
    const mock = this.tools.calls.at(call)
    if (mock?.does === 'replace' || mock?.does === 'make') {
      const mocked = mock.does === 'make' ? mockedAt(call, this.tools) : mockedMember(mock.object, mock.member, this.tools)
      if (mock.implementation) this.#implement(call, mock.implementation, mocked)
      else this.#add(call, mocked)
      if (mocked.functions.size > 0) for (const use of callsOfMock(call, this.tools)) this.#calledItself(use, mocked)
      for (const type of writtenResults(call, this.tools.symbols)) this.#add(type, mocked, { by: 'type', type: spanOf(type) })
    } else if (mock) this.#replacedModules(call, mock)
  }

  #calledItself(call: ts.CallExpression, mocked: Mocked): void {
    this.#add(call, mocked, { by: 'await', use: useOfCall(call) })
    this.mocks.callers.push(enclosingScope(call))
  }

  #replacedModules(call: ts.CallExpression, mock: MockCall): void {
    for (const { module, literals, at } of this.tools.modules.replacedBy(mock, call.getSourceFile())) {
      const properties = literals.flatMap((literal) => [...literal.properties])
      for (const property of properties) this.#replacedMember(property)
      if (typeof module !== 'string' || !this.#modules.has(module)) continue
      const isNamed = properties.some(({ name }) => name && this.#rules.has(`${module}.${name.getText()}`))
      if (!isNamed && !this.#coversPromises(call, module)) this.mocks.apis.push({ ...this.#place(at), module })
    }
  }

  /** Who replaces all of `fs` by a file system of their own replaces `fs/promises` as well. */
  #coversPromises(call: ts.CallExpression, module: string): boolean {
    const name = new RegExp(`['"\`](node:)?${module}/promises['"\`]`)
    const others = [...moduleMockers].flatMap((mocker) => this.#callsOf(mocker))
    return others.some((other) => other !== call && other.getSourceFile() === call.getSourceFile() && name.test(other.arguments[0]?.getText() ?? ''))
  }

  #replacedMember(property: ts.ObjectLiteralElementLike): void {
    if (!property.name) return
    const mocked = mockedProperty(property, this.tools)
    if (ts.isMethodDeclaration(property)) this.#follow(property, property, mocked)
    else if (ts.isShorthandPropertyAssignment(property)) this.#implement(property, property.name, mocked)
    else if (ts.isPropertyAssignment(property)) {
      const value = innermost(property.initializer)
      // A mock that is made here is found by itself, with all that it is told.
      if (ts.isCallExpression(value)) this.#add(property, mocked)
      else this.#implement(property, value, mocked)
    }
  }

  /** `fs.readFileSync = fake` */
  #assignments(name: string): void {
    for (const occurrence of this.tools.index.occurrences(name)) {
      const target = memberOf(occurrence)
      if (target === occurrence || !isAssignedMember(occurrence) || !ts.isExpression(target)) continue
      const origin = this.tools.origins.of(target)
      if (origin) this.#addApis(target, { functions: new Set(), apis: [origin] })
    }
  }

  #implement(at: ts.Node, handedOver: ts.Expression, mocked: Mocked): void {
    const value = innermost(handedOver)
    const found = ts.isCallExpression(value) ? [] : resolveFunctions(value, this.tools.symbols)
    if (found.length === 0) this.#add(at, mocked)
    for (const { node } of found) {
      this.mocks.implementations.push({ node, handedOver, mocked })
      this.#follow(at, node, mocked)
    }
  }

  #follow(at: ts.Node, node: ts.FunctionLikeDeclaration, mocked: Mocked): void {
    if (mocked.functions.size === 0 || !isFunctionWithBody(node) || givesPromiseAnyway(node, this.tools.registry)) {
      this.#add(at, mocked)
      return
    }
    const isFree = node.getStart() >= at.getStart() && node.end <= at.end || isOnlyForMocks(node, this.tools)
    this.#add(at, mocked, isFree ? { by: 'implementation', implementation: this.tools.registry.factOf(node).id } : { by: 'nothing', why: 'shared' })
  }

  #add(at: ts.Node, mocked: Mocked, follows?: MockFollowing): void {
    this.#addApis(at, mocked)
    const scope = mocked.functions.size > 0 ? this.tools.registry.factOf(enclosingScope(at)).id : undefined
    for (const fact of mocked.functions) {
      if (scope !== undefined) this.mocks.functions.push({ ...this.#place(at), in: scope, function: fact.id, ...(follows && { follows }) })
    }
  }

  #addApis(at: ts.Node, { apis }: Mocked): void {
    for (const { module, path } of apis) {
      const rule = `${module}.${path.join('.')}`
      if (this.#rules.has(rule)) this.mocks.apis.push({ ...this.#place(at), module, rule: rule as RuleId })
    }
  }

  #place(at: ts.Node): Pick<ApiMockFact, 'file' | 'span'> {
    return { file: this.tools.registry.fileOf(at.getSourceFile()), span: spanOf(at) }
  }

  #mayMock(file: ts.SourceFile): boolean {
    let known = this.#files.get(file)
    if (known === undefined) this.#files.set(file, (known = mayMock.test(file.text)))
    return known
  }

  #callsOf(name: string): ts.CallExpression[] {
    return this.tools.index.occurrences(name).flatMap((occurrence) => {
      if (!this.#mayMock(occurrence.getSourceFile())) return []
      const callee = memberOf(occurrence)
      const { parent } = callee
      return ts.isCallExpression(parent) && parent.expression === callee ? [parent] : []
    })
  }
}
