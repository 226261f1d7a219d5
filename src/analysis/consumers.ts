import { ts } from 'ts-morph'
import type { Barrier, FunctionFact } from '../model/functions.js'
import type { CallbackCall, Consumer, WaitFact } from '../model/handovers.js'
import type { ApiOrigins } from './api-origin.js'
import { chainingLibraries, findCallbackCall } from './callback-calls.js'
import { spanOf } from './function-registry.js'
import type { PackageInfo } from './package-info.js'
import type { Symbols } from './symbols.js'
import { useOfCall } from './syntax.js'
import { TestCallbacks } from './test-callbacks.js'
import { TestCalls } from './test-calls.js'
import { ThrowAssertions } from './throw-assertions.js'

/** What a function is handed to, and what that does with its result. */
export interface Consumption {
  consumer: Consumer
  to: string
  /** Where a rewrite is possible. */
  call?: CallbackCall
  barrier?: Barrier
  /** How the call is made to wait, where that is a matter of the call alone. */
  wait?: WaitFact
  /** A test's `done`, which goes once the test is awaited. */
  done?: FunctionFact['done']
}

/** Their callbacks run before they return, whatever the types say of a result. */
const walkers = new Set([
  'forEach', 'each', 'forEachRight', 'eachRight', 'forIn', 'forInRight', 'forOwn', 'forOwnRight', 'eachOf', 'eachSeries', 'eachLimit',
  'times', 'walk', 'visit', 'traverse', 'tap',
])
const timers = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'process.nextTick'])
const listenerMethods = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'addEventListener', 'listen', 'close'])
const promiseMethods = new Set(['then', 'catch', 'finally'])

interface ConsumerTools {
  symbols: Symbols
  origins: ApiOrigins
  packageOf(file: ts.SourceFile): PackageInfo
}

/** Says what external code does with the result of a function that it is handed. */
export class Consumers {
  private readonly symbols: Symbols
  private readonly origins: ApiOrigins
  readonly #assertions: ThrowAssertions
  readonly #testCallbacks: TestCallbacks

  constructor(tools: ConsumerTools) {
    this.symbols = tools.symbols
    this.origins = tools.origins
    const testCalls = new TestCalls(tools.symbols, tools.origins)
    this.#assertions = new ThrowAssertions({ ...tools, testCalls })
    this.#testCallbacks = new TestCallbacks(testCalls, tools.symbols)
  }

  /** Undefined where the function is looked at and never called. */
  of(call: ts.CallExpression | ts.NewExpression, argument: ts.Expression): Consumption | undefined {
    const to = textOf(call.expression)
    if (ts.isNewExpression(call)) return { consumer: 'needs-result', to: `new ${to}` }
    if (timers.has(to)) return { consumer: 'ignores', to }
    const wait = this.#assertions.at(call, argument)
    if (wait) return wait === 'inspects' ? undefined : { consumer: 'rewritable', to, wait }
    if (isRunWithMock(call, argument)) return { consumer: 'rewritable', to, wait: { call: spanOf(call), use: useOfCall(call), by: 'await' } }
    const ofTest = this.#testCallbacks.consumption(call, argument)
    if (ofTest) return { to, ...ofTest }
    const found = findCallbackCall(call, argument, { symbols: this.symbols, origins: this.origins })
    if (found) return { consumer: 'rewritable', ...found }
    if (ts.isPropertyAccessExpression(call.expression)) return this.#ofMethod(call.expression, argument, to)
    return this.#byType(call, argument, to)
  }

  /** What looks at a function that it is read off: `(() => load()).should.throw()`. */
  ofMember(access: ts.PropertyAccessExpression): Consumption | undefined {
    const wait = this.#assertions.behind(access)
    return wait && { consumer: 'rewritable', to: access.name.text, wait }
  }

  /** What takes a generator, or its iterator, takes items from it at once, unless it takes those of async iterators as well. */
  ofItems(call: ts.CallExpression | ts.NewExpression): Consumption {
    const to = textOf(call.expression)
    return { consumer: /(^|\.)Readable\.from$/.test(to) ? 'awaits' : 'needs-result', to: ts.isNewExpression(call) ? `new ${to}` : to }
  }

  #ofMethod(callee: ts.PropertyAccessExpression, argument: ts.Expression, to: string): Consumption {
    const method = callee.name.text
    const type = this.symbols.typeAt(callee.expression).getNonNullableType()
    if (this.symbols.isArray(type)) return { consumer: 'needs-result', to: `Array.prototype.${method}` }
    if (promiseMethods.has(method) && (type.flags & ts.TypeFlags.Any || type.getProperty('then'))) return { consumer: 'awaits', to }
    if (to === 'process.on' || to === 'process.once') return exitListener(callee.parent, to)
    if (listenerMethods.has(method)) return { consumer: 'ignores', to }
    return this.#byType(callee.parent, argument, to)
  }

  /** Callbacks of Node's own modules are called for their effect alone; of other code only its types are known. */
  #byType(call: ts.Node, argument: ts.Expression, to: string): Consumption {
    const result = this.symbols.callbackResult(argument)
    if (result === 'promise') return { consumer: 'awaits', to }
    const origin = ts.isCallExpression(call) ? this.origins.of(call.expression) : undefined
    if (walkers.has(to.slice(to.lastIndexOf('.') + 1)) || (origin && chainingLibraries.has(origin.module))) return { consumer: 'needs-result', to }
    if (result === 'dropped') return { consumer: 'ignores', to }
    const isOfNode = origin !== undefined && nodeModules.has(origin.module) && !origin.path.at(-1)?.endsWith('Sync')
    return { consumer: isOfNode || isNodeCallback(call, argument) ? 'ignores' : 'needs-result', to }
  }
}

/** `spy.withImplementation(fn, () => …)` gives a promise where what runs meanwhile gives one. */
function isRunWithMock({ expression, arguments: given }: ts.CallExpression, argument: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 'withImplementation' && given[1] === argument
}

const nodeModules = new Set(['fs', 'child_process', 'crypto', 'zlib', 'dns', 'http', 'https', 'net', 'stream', 'timers'])

/** The last argument, written there, that takes an error first: by Node's convention it is called once, later, and for its effect. */
function isNodeCallback(call: ts.Node, argument: ts.Expression): boolean {
  if (!ts.isCallExpression(call) || call.arguments.at(-1) !== argument || takesVerdict.test(textOf(call.expression))) return false
  const [first] = ts.isFunctionExpression(argument) || ts.isArrowFunction(argument) ? argument.parameters : []
  return first !== undefined && /^_?(err|error)$/.test(first.name.getText())
}

/** Assertions ask such a function whether the error is the one that was expected. */
const takesVerdict = /(^|\.)(throws?|rejects|doesNotThrow|doesNotReject)$/

function exitListener(call: ts.Node, to: string): Consumption {
  const event = ts.isCallExpression(call) ? call.arguments.at(0) : undefined
  const isExit = event !== undefined && ts.isStringLiteral(event) && event.text === 'exit'
  return { consumer: 'ignores', to, ...(isExit && { barrier: 'exit-listener' as const }) }
}

/** A callee in the words of its source, without the arguments of calls within: `app.get`, `$(…).each`. */
function textOf(callee: ts.Expression): string {
  const text = outline(callee).replace(/\s+/g, ' ')
  return text.length <= 60 ? text : `…${text.slice(-57)}`
}

function outline(callee: ts.Expression): string {
  if (ts.isCallExpression(callee)) return `${outline(callee.expression)}(${callee.arguments.length === 0 ? '' : '…'})`
  if (!ts.isPropertyAccessExpression(callee)) return callee.getText()
  return `${outline(callee.expression)}${callee.questionDotToken ? '?.' : '.'}${callee.name.text}`
}
