import { ts } from 'ts-morph'
import type { WaitFact, WaitSpelling } from '../model/handovers.js'
import type { ApiOrigins } from './api-origin.js'
import { spanOf } from './function-registry.js'
import type { PackageInfo } from './package-info.js'
import { useOfCall } from './syntax.js'
import type { TestCalls } from './test-calls.js'

interface AssertionTools {
  testCalls: TestCalls
  origins: ApiOrigins
  packageOf(file: ts.SourceFile): PackageInfo
}

/** Matchers of Jest's kind that call what is expected, and have a form that waits for a promise. */
const promiseMatchers = new Set(['toThrow', 'toThrowError', 'toThrowErrorMatchingSnapshot', 'toThrowErrorMatchingInlineSnapshot'])
/** Matchers and assertions of other libraries, which call a function at once and look at its outcome. */
const outcomeMatchers = new Set(['throw', 'throws', 'Throw', 'throwError', 'throwException'])
const outcomeAssertions = new Set(['throws', 'Throw', 'doesNotThrow', 'notThrow', 'raises', 'notThrows'])
/** Matchers that look at a function, or at the calls that a mock has seen, and never call it. */
const inspection = /^(to(Be|BeCalled.*|BeDefined|BeFalsy|BeInstanceOf|BeNull|BeTruthy|BeTypeOf|BeUndefined|Equal|StrictEqual|HaveBeen.*|HaveProperty|HaveLength|(Have)?(Last|Nth)?(Return|Resolve)\w*)|(last|nth)(Called|Returned)With|an?|equals?|eql?|exist|undefined|instanceof|called\w*|property)$/

/** Other assertions that call a function, to see what it does. */
const callers = /^(doesNot)?(change|increase|decrease|throw|reject|satisf|toSatisfy|toPass)/i

/** Finds out how an assertion that calls a function can be made to wait for it. */
export class ThrowAssertions {
  constructor(private readonly tools: AssertionTools) {}

  /** How the assertion that a function is handed to can wait; `inspects` where it never calls the function. */
  at(call: ts.CallExpression, callback: ts.Expression): WaitFact | 'inspects' | undefined {
    const isFirst = call.arguments[0] === callback
    const wait = isFirst && isExpect(call.expression) ? this.#expectation(call) : isFirst ? this.#assertion(call) : undefined
    return wait ?? (comparesWith(call.expression) ? 'inspects' : undefined)
  }

  /** How the assertion behind a function can wait: `(() => load()).should.throw()`. */
  behind(access: ts.PropertyAccessExpression): WaitFact | undefined {
    const { names, end } = matchersOf(access)
    const isAsserted = access.name.text === 'should' && end && names.some((name) => outcomeMatchers.has(name))
    return isAsserted ? waitAt(end, { by: 'outcome' }) : undefined
  }

  #expectation(call: ts.CallExpression): WaitFact | 'inspects' | undefined {
    const { names, end = call } = matchersOf(call)
    const last = names.find((name) => promiseMatchers.has(name) || outcomeMatchers.has(name))
    if (last === undefined) return names.some((name) => inspection.test(name)) ? 'inspects' : undefined
    const knowsPromises = promiseMatchers.has(last) && !this.#isJasmine(call)
    const takesFunction = this.tools.origins.of(call.expression)?.module === 'vitest' && !names.includes('not')
    return waitAt(end, knowsPromises ? { by: 'promise', ...(takesFunction && { takesFunction }) } : { by: 'outcome' })
  }

  #isJasmine(call: ts.CallExpression): boolean {
    const info = this.tools.packageOf(call.getSourceFile())
    return info.majorOf('jasmine') !== undefined && info.majorOf('jest') === undefined && info.majorOf('vitest') === undefined
  }

  #assertion(call: ts.CallExpression): WaitFact | undefined {
    const { expression } = call
    const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression
    if (!ts.isIdentifier(name)) return undefined
    const found = this.tools.testCalls.functionAt(expression)
    const to = found?.framework.throws?.[found.path.at(-1) ?? '']
    if (found && to !== undefined) {
      const origin = name === expression ? this.tools.origins.of(name) : undefined
      return waitAt(call, { by: 'name', name: spanOf(name), to, ...(origin && { module: origin.module }) })
    }
    return name !== expression && outcomeAssertions.has(name.text) ? waitAt(call, { by: 'outcome' }) : undefined
  }
}

function waitAt(call: ts.CallExpression, spelling: WaitSpelling): WaitFact {
  return { call: spanOf(call), use: useOfCall(call), ...spelling }
}

/** `assert.equal(…)`, `expect(…).toBe(…)`: functions are compared, and not called. */
function comparesWith(callee: ts.Expression): boolean {
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : ''
  return !isExpect(callee) && /^(assert|expect)\b/.test(callee.getText()) && !callers.test(name)
}

/** `expect`, `chai.expect`, `expect.soft`, `should`; the `expect` of a request that is being built takes other callbacks. */
function isExpect(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'expect' || callee.text === 'should'
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return false
  return callee.name.text === 'expect' || callee.expression.text === 'expect'
}

/** The names behind `expect(…)` or `.should`, and the call that ends the first of its assertions. */
function matchersOf(start: ts.Expression): { names: string[]; end?: ts.CallExpression } {
  const names: string[] = []
  let end: ts.CallExpression | undefined
  let node: ts.Node = start
  for (;;) {
    const { parent }: ts.Node = node
    if (ts.isPropertyAccessExpression(parent) && parent.expression === node) names.push(parent.name.text)
    else if (ts.isCallExpression(parent) && parent.expression === node) end ??= parent
    else return { names, ...(end && { end }) }
    node = parent
  }
}
