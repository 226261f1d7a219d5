import { ts } from 'ts-morph'
import { bindParameter } from './binding-values.js'
import { findFamily } from './families.js'
import type { Flow } from './flow.js'
import { hasBody } from './occurrences.js'
import { isCollectionWalk, runCall, takesThis } from './read-member.js'
import { resolveFunctions } from './resolve-functions.js'
import { innermost } from './syntax.js'
import { giveThis } from './this-uses.js'
import { afterStep, argumentOf, heldBy, isGenerator, isIteratorItself, type Step, type Value } from './value.js'

/** A call, and the argument of it that is looked at. */
interface Passing {
  call: ts.CallExpression | ts.NewExpression
  argument: ts.Expression
  name: ts.Node | undefined
}

/** Follows a value into the parameters of the project's functions, through what JavaScript itself does with it, or out of sight. */
export function passArgument(passing: Passing, value: Value, flow: Flow): void {
  const { call, argument } = passing
  if (flow.tools.isRegistration(call)) {
    if (argumentOf(value) !== undefined) handOverInside(passing, value, flow)
    else if (passing.name) flow.facts.registration(passing.name, value)
    return
  }
  const parameters = parametersFor(call, argument, flow).filter(({ name }) => !isIteratorItself(value) || ts.isIdentifier(name))
  for (const parameter of parameters) bindParameter(parameter, taken(argument, value), flow)
  if (parameters.length > 0 || useInMock(passing, value, flow) || useWellKnown(passing, value, flow)) return
  if (argumentOf(value) !== undefined) handOverInside(passing, value, flow)
  else if (value.path.length === 0) handOver(passing, value, flow)
  else handOverHeld(passing, value, flow)
}

/** What arrives of a spread list is its elements. */
function taken(argument: ts.Expression, value: Value): Value {
  return ts.isSpreadElement(argument) && value.path[0] === '[]' ? afterStep(value) : value
}

/** The parameters of the project's functions that take this argument; of what a signature stands for, that of each function. */
function parametersFor(call: ts.CallExpression | ts.NewExpression, argument: ts.Expression, { tools }: Flow): ts.ParameterDeclaration[] {
  const declared = tools.symbols.parameterFor(call, argument)
  if (!declared || !tools.isOwn(declared.getSourceFile())) return []
  const owner = declared.parent
  const index = owner.parameters.indexOf(declared)
  const owners = hasBody(owner) ? [owner] : findFamily(owner, tools.symbols, tools.index).members.filter(ts.isFunctionLike).filter(hasBody)
  const isSpread = ts.isSpreadElement(argument)
  return owners.flatMap(({ parameters }) => {
    const rest = parameters.at(-1)?.dotDotDotToken ? parameters.slice(-1) : []
    return isSpread ? parameters.slice(index) : parameters[index] ? [parameters[index]] : rest
  })
}

/** Functions that give out what they are given, or what is in it: the values of an object are the elements of a list. */
const givesArgument = new Set([
  'Object.create', 'Object.freeze', 'Object.seal', 'Object.preventExtensions', 'Object.entries', 'Object.values', 'Object.fromEntries', 'Object.assign',
  'Object.setPrototypeOf', 'Array.from', 'Promise.resolve', 'Promise.all', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Proxy',
])
const runsArgument = new Set(['Reflect.apply', 'Function.prototype.call.call', 'Function.prototype.apply.call'])
/** Those that put their later arguments into the first. */
const storesInFirst = new Set(['Object.assign', 'Object.setPrototypeOf', 'util.inherits', 'inherits'])
/** Methods of lists, Maps and Sets that keep what they are given. */
const storesInReceiver = new Set(['push', 'unshift', 'add', 'set', 'splice', 'fill', 'enqueue', 'append', 'prepend'])
/** Those of them that give the collection back. */
const givesReceiver = new Set(['add', 'set', 'fill'])
/** Code that looks at a value and calls none of its functions. */
const harmlessCallees = /^(console\.\w+|sinon\.(assert\.\w+|match(\.\w+)?)|util\.inspect|util\.format|Object\.(keys|is|hasOwn|getPrototypeOf|getOwnProperty\w+|is\w+)|Array\.isArray|String|Boolean|Number|structuredClone|Reflect\.(has|ownKeys|get\w+))$/
/** Harmless for what a function is in; a function itself they may call, to see it throw. */
const assertions = /^(assert|expect|should)\b/
const harmlessMethods = new Set(['includes', 'indexOf', 'lastIndexOf', 'has', 'delete', 'off', 'removeListener', 'removeEventListener', 'isPrototypeOf', 'hasOwnProperty'])

/** A mock of a function does what that does, until a test tells it otherwise; a mock of its member leaves an object as it is. */
function useInMock({ call, argument, name }: Passing, value: Value, flow: Flow): boolean {
  const mock = flow.tools.mockCalls.at(call)
  if (mock?.does === 'replace') return mock.object === argument
  const isLike = (mock?.does === 'make' && mock.implementation === argument) || (mock?.does === 'give' && mock.value === argument)
  if (isLike) flow.use(call, value, name)
  return isLike || (mock?.does === 'make' && value.path.length > 0)
}

function useWellKnown({ call, argument, name }: Passing, value: Value, flow: Flow): boolean {
  const callee = call.expression.getText().replace(/\s+/g, '')
  const index = call.arguments?.indexOf(argument) ?? -1
  // The second argument of these calls back: a reviver, a replacer, what makes the items.
  if (callee === 'JSON.parse' || callee === 'JSON.stringify') return index === 0
  if (callee === 'Array.from' && index === 1) return false
  if (runsArgument.has(callee) && index === 0) runCall(call, value, { name, flow })
  else if (isIteratorItself(value) && givesArgument.has(callee)) return false
  else if (callee === 'Proxy' && index > 0) return false
  else if (storesInFirst.has(callee) || givesArgument.has(callee)) useInBuiltIn({ call, argument, name }, value, flow)
  else if (callee === 'Object.defineProperty' && index === 2) storeDescriptor(call, value, flow)
  else if (flow.tools.isGuard(call)) flow.use(call, value, name)
  else if (storesInReceiver.has(methodName(call))) storeInReceiver({ call, argument, name }, value, flow)
  else if (methodName(call) === 'concat') flow.use(call, asElement(argument, value))
  else if (isThisOfCall(call, index, flow)) for (const { node } of calledOnThis(call, flow)) giveThis(node, value, flow)
  else return harmlessCallees.test(callee) || (value.path.length > 0 && assertions.test(callee)) || harmlessMethods.has(methodName(call))
  return true
}

/** `load.call(files)`, `paths.map(load, files)`: what a function is called on is its `this`. A library's `_.map(paths, load)` looks alike, and has its list there. */
function isThisOfCall(call: ts.CallExpression | ts.NewExpression, index: number, flow: Flow): boolean {
  const method = methodName(call)
  return index === 0 ? ['bind', 'call', 'apply'].includes(method) : index === 1 && takesThis(method) && calledOnThis(call, flow).length > 0
}

/** The functions that such a call runs. */
function calledOnThis(call: ts.CallExpression | ts.NewExpression, flow: Flow) {
  const callee = ts.isPropertyAccessExpression(call.expression) ? call.expression : undefined
  const called = callee && takesThis(callee.name.text) ? call.arguments?.[0] : callee?.expression
  return called ? resolveFunctions(called, flow.tools.symbols) : []
}

function useInBuiltIn({ call, argument }: Passing, value: Value, flow: Flow): void {
  const callee = call.expression.getText().replace(/\s+/g, '')
  const [first] = call.arguments ?? []
  if (storesInFirst.has(callee) && first && argument !== first) flow.store(first, value)
  if (storesInFirst.has(callee) && first === argument) {
    for (const other of call.arguments?.slice(1) ?? []) for (const made of madeAt(other, flow)) giveThis(made, value, flow)
  }
  if (!givesArgument.has(callee)) return
  flow.use(call, given(callee, value))
}

/** The properties of an object become a list, the entries of a list become a Map. */
function given(callee: string, value: Value): Value {
  const [first, second] = value.path
  if (first?.startsWith('.') && (callee === 'Object.values' || callee === 'Object.entries')) return { ...value, path: ['[]', ...value.path.slice(1)] }
  const isEntries = first === '[]' && second === '[]' && /(Map|fromEntries)$/.test(callee)
  return isEntries ? afterStep(value) : value
}

/** `Object.defineProperty(target, 'load', { value: load })` */
function storeDescriptor(call: ts.CallExpression | ts.NewExpression, value: Value, flow: Flow): void {
  const [target, key] = call.arguments ?? []
  const step: Step = key && ts.isStringLiteralLike(key) ? `.${key.text}` : '[]'
  const held = value.path[0] === '.value' ? heldBy(afterStep(value), step) : undefined
  if (target && held) flow.store(target, held)
}

function methodName(call: ts.CallExpression | ts.NewExpression): string {
  return ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : ''
}

function asElement(argument: ts.Expression, value: Value): Value {
  return ts.isSpreadElement(argument) || value.path[0] === '[]' ? value : { ...value, path: ['[]', ...value.path] }
}

function storeInReceiver({ call, argument }: Passing, value: Value, flow: Flow): void {
  const held = ts.isSpreadElement(argument) ? value : heldBy(value, '[]')
  if (held && ts.isPropertyAccessExpression(call.expression)) flow.store(call.expression.expression, held)
  if (held && givesReceiver.has(methodName(call))) flow.use(call, held)
}

function handOver({ call, argument, name }: Passing, value: Value, flow: Flow): void {
  const consumption = isGenerator(value.fact) ? flow.tools.consumers.ofItems(call) : flow.tools.consumers.of(call, argument)
  if (!consumption) return
  const { barrier, done, ...handover } = consumption
  if (barrier) value.fact.barrier ??= barrier
  if (done) value.fact.done = done
  flow.handOver(argument, value, { ...handover, name })
}

/** Other code calls the function that puts this value into its argument, and gets the value with it; a list's methods give its elements. */
function handOverInside({ call, argument }: Passing, value: Value, flow: Flow): void {
  const element = ts.isPropertyAccessExpression(call.expression) && isCollectionWalk(call.expression.name.text) ? heldBy(afterStep(value), '[]') : undefined
  if (element && ts.isPropertyAccessExpression(call.expression)) flow.store(call.expression.expression, element)
  else flow.handOver(argument, value, { consumer: 'needs-result', to: `what ${call.expression.getText()} calls back with` })
}

/** Something that holds the function goes to other code, whose types say whether it looks for the function there. */
function handOverHeld({ call, argument }: Passing, value: Value, flow: Flow): void {
  if (value.path.includes('.prototype') && flow.tools.takesClasses(call)) return
  const known = flow.tools.symbols.resultAlong(argument, value.path)
  const result = known !== 'absent' && value.isIterator ? 'used' : known
  if (result === 'absent' || (result === 'unknown' && !isMadeHere(argument, flow))) return
  const consumer = result === 'dropped' ? 'ignores' : result === 'promise' ? 'awaits' : 'needs-result'
  flow.handOver(argument, value, { consumer, to: `${call.expression.getText()}, ${inWords(value.path)}` })
}

/** `as load`, `in a list`, `as get().cache.load` */
function inWords(path: readonly Step[]): string {
  if (path.length === 1 && path[0] === '[]') return 'in a list'
  return `as ${path.map((step) => (step === '[]' ? '[…]' : step)).join('').replace(/^\./, '')}`
}

/** An object that was put together to be handed over, and not one that happens to have the function as well. */
function isMadeHere(argument: ts.Expression, flow: Flow): boolean {
  return madeAt(argument, flow).some((made) => ts.isObjectLiteralExpression(made) || ts.isArrayLiteralExpression(made) || ts.isFunctionLike(made))
}

/** What is written for an expression: itself, or what the name was declared with. */
function madeAt(expression: ts.Expression, { tools }: Flow): ts.Expression[] {
  const node = innermost(expression)
  if (!ts.isIdentifier(node)) return [node]
  return tools.symbols.declarationsAt(node).flatMap((declaration) => {
    return ts.isVariableDeclaration(declaration) && declaration.initializer ? [innermost(declaration.initializer)] : []
  })
}
