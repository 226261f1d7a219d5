import { ts } from 'ts-morph'
import type { Consumption } from './consumers.js'
import { onlyLastCall } from './done-parameter.js'
import { spanOf } from './function-registry.js'
import { resolveFunctions } from './resolve-functions.js'
import type { Symbols } from './symbols.js'
import { useOfCall } from './syntax.js'
import { isCollector, isRunner, type TestCalls, type TestFunction } from './test-calls.js'
import { globalFramework } from './test-frameworks/index.js'

const doneNames = new Set(['done', 'cb', 'callback', 'finish', 'next'])
/** What a first parameter is called that is no `done`, where only its name tells. */
const contextNames = /^(t|ctx|context|assert|test|_\w*)$/

/** Says what a test framework does with a callback that is one of a test, of a hook, or of a suite. */
export class TestCallbacks {
  constructor(private readonly calls: TestCalls, private readonly symbols: Symbols) {}

  consumption(call: ts.CallExpression, callback: ts.Expression): Omit<Consumption, 'to'> | undefined {
    const found = this.calls.functionAt(call.expression)
    if (!found) return undefined
    const takesTable = ts.isPropertyAccessExpression(call.expression) && /^(each|for)$/.test(call.expression.name.text)
    if (isCollector(found) || takesTable) return { consumer: 'needs-result' }
    if (!isRunner(found)) return undefined
    const isSubtest = found.isOfContext && found.framework.cutsSubtestsOff && found.path.includes('test')
    return {
      ...(isSubtest ? { consumer: 'rewritable', wait: { call: spanOf(call), use: useOfCall(call), by: 'await' } } : { consumer: 'awaits' }),
      ...this.#done(found, callback),
    }
  }

  #done(found: TestFunction, callback: ts.Expression): Pick<Consumption, 'barrier' | 'done'> {
    for (const { node } of resolveFunctions(callback, this.symbols)) {
      const parameter = node.parameters.find((candidate, index) => isDone(candidate, index, found))
      if (!parameter) continue
      const done = ts.isIdentifier(callback) ? undefined : onlyLastCall(parameter, node)
      return done ? { done } : { barrier: 'done-callback' }
    }
    return {}
  }
}

function isDone({ name, dotDotDotToken }: ts.ParameterDeclaration, index: number, { framework, path }: TestFunction): boolean {
  if (!ts.isIdentifier(name) || dotDotDotToken) return false
  // A table's row comes first, and how wide it is cannot be seen.
  if (path.includes('each')) return doneNames.has(name.text)
  if (framework.done !== index) return false
  return framework !== globalFramework || !contextNames.test(name.text)
}
