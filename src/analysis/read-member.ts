import { ts } from 'ts-morph'
import { bindParameter } from './binding-values.js'
import type { Flow } from './flow.js'
import { accessedName } from './property-names.js'
import { resolveFunctions } from './resolve-functions.js'
import { innermost, outermost } from './syntax.js'
import { giveThis } from './this-uses.js'
import { afterStep, argumentOf, isGenerator, mayReach, type Value } from './value.js'
import type { Access } from './value-uses.js'

/** Methods of lists, Maps and Sets that give one of their elements. */
const givesElement = new Set(['at', 'get', 'pop', 'shift', 'find', 'findLast'])
/** Those that give a collection of the same elements. */
const givesCollection = new Set([
  'slice', 'filter', 'reverse', 'toReversed', 'sort', 'toSorted', 'concat', 'flat', 'splice', 'toSpliced', 'with', 'values', 'entries', 'set', 'add',
])
/** Those that call a function with elements, and at which places of its parameters. */
const callsWith = new Map([
  ['forEach', [0]], ['map', [0]], ['flatMap', [0]], ['filter', [0]], ['some', [0]], ['every', [0]], ['find', [0]], ['findIndex', [0]],
  ['findLast', [0]], ['findLastIndex', [0]], ['sort', [0, 1]], ['toSorted', [0, 1]], ['reduce', [1]], ['reduceRight', [1]],
])

/** Names that every list, Map, Set or function has, so that they are no keys of a dictionary. */
const builtInNames = new Set([Array, Map, Set, Function, Object].flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype)))

/** Whether a method of lists, Maps and Sets calls what it is given with the elements. */
export function isCollectionWalk(method: string): boolean {
  return callsWith.has(method)
}

/** Whether such a method takes what is to be `this` after the function that it calls. */
export function takesThis(method: string): boolean {
  return callsWith.has(method) && !/^(sort|toSorted|reduce|reduceRight)$/.test(method)
}

/** Follows a value through the property of it that is read here. */
export function readMember(access: Access, value: Value, { name, flow }: { name: ts.Node | undefined; flow: Flow }): void {
  const [step] = value.path
  if (isPlaceInEntry(access) && step !== '[]') flow.use(access, value)
  else if (step === undefined || step === '()' || argumentOf(value) !== undefined) useFunctionMember(access, value, { name, flow })
  else if (isAssigned(access)) giveThisTo(access, value, flow)
  else if (step === '[]' && isCollectionMethod(access)) useCollectionMethod(access, value, flow)
  else if (isReached(access, value, flow)) {
    flow.use(access, afterStep(value), ts.isPropertyAccessExpression(access) ? access.name : access.argumentExpression)
  }
}

function isReached(access: Access, value: Value, flow: Flow): boolean {
  const name = accessedName(access, flow.tools.symbols)
  return mayReach(value, name) && !(value.path[0] === '[]' && name !== undefined && builtInNames.has(name))
}

/** `entry[1]` of a Map's entry: what the Map holds may be in either place. */
function isPlaceInEntry(access: Access): boolean {
  return ts.isElementAccessExpression(access) && ts.isNumericLiteral(access.argumentExpression)
}

/** `f.bind(x)` is `f` again, `f.call(x)` calls it; other members are the function object's own. */
function useFunctionMember(access: Access, value: Value, { name, flow }: { name: ts.Node | undefined; flow: Flow }): void {
  const call = callOf(access)
  const method = accessedName(access, flow.tools.symbols)
  const consumption = ts.isPropertyAccessExpression(access) ? flow.tools.consumers.ofMember(access) : undefined
  if (consumption) flow.handOver(innermost(access.expression), value, { ...consumption, name })
  if (!call) return
  if (method === 'bind') flow.use(call, value, name)
  else if (method === 'call' || method === 'apply') runCall(call, value, { name, flow })
}

/** A call runs the function itself, or gives what is behind its first step. */
export function runCall(call: ts.Node, value: Value, { name, flow }: { name?: ts.Node | undefined; flow: Flow }): void {
  const [step] = value.path
  if (value.path.length === 0 && isGenerator(value.fact)) flow.use(call, { ...value, isIterator: true }, name)
  else if (step === undefined) flow.call(call, value, name)
  else if (step === '()') flow.use(call, afterStep(value))
  else storeInArgument(call, value, flow)
}

/** The function puts a value into what it is given: `install(app)`. */
export function storeInArgument(call: ts.Node, value: Value, flow: Flow): void {
  const index = argumentOf(value)
  const passed = ts.isCallExpression(call) || ts.isNewExpression(call) ? call.arguments : undefined
  const argument = index === undefined ? undefined : passed?.[index]
  if (argument) flow.store(argument, afterStep(value))
}

function isCollectionMethod(access: Access): access is ts.PropertyAccessExpression {
  if (!ts.isPropertyAccessExpression(access) || !callOf(access)) return false
  const { text } = access.name
  return givesElement.has(text) || givesCollection.has(text) || callsWith.has(text)
}

function useCollectionMethod(access: ts.PropertyAccessExpression, value: Value, flow: Flow): void {
  const call = callOf(access)
  if (!call) return
  const { text } = access.name
  const element = afterStep(value)
  const [callback] = call.arguments
  for (const index of callback ? callsWith.get(text) ?? [] : []) {
    for (const { node } of callback ? resolveFunctions(callback, flow.tools.symbols) : []) {
      const parameter = node.parameters[index]
      if (parameter) bindParameter(parameter, element, flow)
    }
  }
  if (givesElement.has(text)) flow.use(call, element)
  if (givesCollection.has(text)) flow.use(call, value)
}

/** The call whose callee this is. */
function callOf(access: Access): ts.CallExpression | undefined {
  const callee = outermost(access)
  return ts.isCallExpression(callee.parent) && callee.parent.expression === callee ? callee.parent : undefined
}

function isAssigned(access: Access): boolean {
  const { parent } = access
  return ts.isBinaryExpression(parent) && parent.left === access && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
}

/** `Child.prototype.run = function () { this.load() }`: methods see what their object holds as their `this`. */
function giveThisTo({ parent }: Access, value: Value, flow: Flow): void {
  if (ts.isBinaryExpression(parent)) giveThis(parent.right, value, flow)
}
