import { ts } from 'ts-morph'
import { memberValues, resolveObjects } from '../resolve-objects.js'
import { innermost } from '../syntax.js'
import type { CallForm, Framework, Handling, ObjectForm } from './framework.js'
import { interpolation, pathsIn } from './paths.js'
import { placesInObjects } from './place-in-objects.js'
import { partIn, receiverAt } from './receivers.js'
import type { FrameworkTools, Handed, Registration, Route } from './registration.js'

/** Finds every call that registers handlers, by the names in a framework's table and then by what is called. */
export function registrationsByCall(framework: Framework, tools: FrameworkTools): Registration[] {
  const calls = (framework.calls ?? []).flatMap((form) => form.names.flatMap((name) => tools.index.occurrences(name).map((occurrence) => ({ form, call: callOf(occurrence) }))))
  return calls.flatMap(({ form, call }) => (call && registrationAt(call, { form, framework, tools })) ?? [])
}

interface Table {
  form: CallForm
  framework: Framework
  tools: FrameworkTools
}

function registrationAt(call: ts.CallExpression | ts.NewExpression, table: Table): Registration | undefined {
  const { framework, form, tools } = table
  if (form.from) return ofModule(call, table)
  if (ts.isNewExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined
  const receiver = call.expression.expression
  if (!mayRegister(call, table)) return undefined
  const known = receiverAt(receiver, framework, tools)
  if (known === undefined) return undefined
  const { leading, rest } = splitArguments(call, table)
  if (known === 'likely' && !looksRight(call, leading, table)) return undefined
  const handed = handedOver(call, { leading, rest }, table)
  if (handed.length === 0 && !form.mounts && !form.takesObjects) return undefined
  return { framework, form, call, receiver, handed, ...(form.mounts && { mounted: { values: rest, paths: pathsOf(call, leading, table) } }) }
}

/** By syntax alone, as types are asked of few calls: `map.get(key)` and `emitter.on('data', read)` are seen to be none. */
function mayRegister({ arguments: [first, ...others], expression: callee }: ts.CallExpression, { form, framework }: Table): boolean {
  if (!first) return false
  if (form.byEvent) return others.length > 0 && (!ts.isStringLiteral(first) || Object.hasOwn(form.byEvent, first.text))
  if (form.route === undefined || form.route === 'by place' || others.length > 0 || isHandler(first)) return true
  return ts.isPropertyAccessExpression(callee) && partIn(callee.expression, framework) !== undefined
}

/** A function that a module exports: `http.createServer(handler)`. */
function ofModule(call: ts.CallExpression | ts.NewExpression, { framework, form, tools }: Table): Registration | undefined {
  const origin = tools.origins.of(call.expression)
  const isIt = origin !== undefined && form.from?.includes(origin.module) && form.names.includes(origin.path.join('.'))
  const { handling } = form
  if (!isIt || !handling) return undefined
  const handlers = (call.arguments ?? []).filter((argument) => !ts.isObjectLiteralExpression(argument) && resolveObjects(argument, tools.symbols).length === 0)
  const handed = handlers.slice(0, 1).map((at): Handed => ({ at, handling }))
  return handed.length === 0 ? undefined : { framework, form, call, handed }
}

interface Arguments {
  /** The texts that come first: an event, a name, paths, each as the paths that it may be. */
  leading: readonly string[][]
  rest: readonly ts.Expression[]
}

function splitArguments(call: ts.CallExpression, { form, framework, tools }: Table): Arguments {
  const all = [...call.arguments]
  const leading: string[][] = []
  for (let paths = first(); paths; paths = first()) {
    leading.push(paths)
    all.shift()
  }
  const [unknown, ...others] = all
  const isInPart = ts.isPropertyAccessExpression(call.expression) && partIn(call.expression.expression, framework) !== undefined
  if (form.route && form.route !== 'by place' && leading.length === 0 && !isInPart && unknown && others.length > 0 && !isHandler(unknown)) return { leading: [[interpolation(unknown)]], rest: others }
  return { leading, rest: all }

  function first(): string[] | undefined {
    const [argument] = all
    return argument && pathsIn(argument, tools.symbols)
  }
}

function isHandler(node: ts.Expression): boolean {
  const value = innermost(node)
  return ts.isFunctionExpression(value) || ts.isArrowFunction(value) || ts.isObjectLiteralExpression(value)
}

/** An untyped app that was handed in, in a package that uses the framework: what it is told has to be of the framework's form as well. */
function looksRight(call: ts.CallExpression, leading: Arguments['leading'], { form, framework, tools }: Table): boolean {
  const isInPart = ts.isPropertyAccessExpression(call.expression) && partIn(call.expression.expression, framework) !== undefined
  if (form.byEvent) return Object.hasOwn(form.byEvent, leading[0]?.[0] ?? '')
  if (form.route && form.route !== 'by place') return isInPart || (leading.length > 0 && call.arguments.length > leading.length)
  if (form.object?.path === undefined) return true
  const { path, method = '' } = form.object
  return call.arguments.some((argument) => resolveObjects(argument, tools.symbols).some((object) => {
    return memberValues(object, path, tools.symbols).length > 0 || memberValues(object, method, tools.symbols).length > 0
  }))
}

function handedOver(call: ts.CallExpression, { leading, rest }: Arguments, table: Table): Handed[] {
  const { form, tools } = table
  const route = routeOf(call, leading, table)
  const handling = form.byEvent ? eventHandling(leading, form.byEvent) : form.handling
  return rest.flatMap((at): Handed[] => {
    const inObjects = form.object ? resolveObjects(at, tools.symbols).flatMap((object) => handlersIn(object, form.object ?? { handlers: {} }, { tools, route })) : []
    return [...handling ? [{ at, handling, ...(route && { route }) }] : [], ...inObjects]
  })
}

function eventHandling(leading: Arguments['leading'], byEvent: Readonly<Record<string, Handling>>): Handling | undefined {
  const event = leading[0]?.[0]
  return event !== undefined && Object.hasOwn(byEvent, event) ? byEvent[event] : undefined
}

/** The handlers that an object holds, for the route that it names or else for the one around it. */
function handlersIn(object: ts.ObjectLiteralExpression, form: ObjectForm, { tools, route }: { tools: FrameworkTools; route: Route | undefined }): Handed[] {
  const textsAt = (name: string | undefined): string[] => (name === undefined ? [] : memberValues(object, name, tools.symbols))
    .flatMap((value) => (ts.isMethodDeclaration(value) ? [] : pathsIn(value, tools.symbols) ?? [interpolation(value)]))
  const own = { methods: textsAt(form.method).map((method) => (method === '*' ? 'ALL' : method)), paths: textsAt(form.path) }
  const found = own.paths.length === 0 ? route : { ...own, methods: own.methods.length === 0 ? ['ALL'] : own.methods }
  const handlers = Object.entries(form.handlers).flatMap(([name, handling]) => memberValues(object, name, tools.symbols).map((at): Handed => ({ at, handling, ...(found && { route: found }) })))
  const inside = Object.entries(form.inside ?? {}).flatMap(([name, inner]) => {
    const objects = memberValues(object, name, tools.symbols).flatMap((value) => (ts.isMethodDeclaration(value) ? [] : resolveObjects(value, tools.symbols)))
    return objects.flatMap((each) => handlersIn(each, inner, { tools, route: found }))
  })
  return [...handlers, ...inside]
}

function routeOf(call: ts.CallExpression, leading: Arguments['leading'], table: Table): Route | undefined {
  const { form: { route } } = table
  if (route === undefined || !ts.isPropertyAccessExpression(call.expression)) return undefined
  const { text: method } = call.expression.name
  if (route === 'by place') {
    const places = placesInObjects(call, table.tools)
    return places.length === 0 ? undefined : { methods: [method], paths: places }
  }
  const paths = pathsOf(call, leading, table)
  if (route === 'by name') return paths.length === 0 ? undefined : { methods: [method === 'del' ? 'delete' : method], paths }
  const [methods = [], ...others] = leading
  return others.length === 0 ? undefined : { methods, paths }
}

/** The paths that a registration is for, as the router itself knows them; none for middleware of every path. */
function pathsOf(call: ts.CallExpression, leading: Arguments['leading'], { framework, tools }: Table): readonly string[] {
  const part = ts.isPropertyAccessExpression(call.expression) ? partIn(call.expression.expression, framework) : undefined
  const [path] = part?.arguments ?? []
  if (path) return pathsIn(path, tools.symbols) ?? [interpolation(path)]
  return leading.at(-1) ?? []
}

function callOf(occurrence: ts.Node): ts.CallExpression | ts.NewExpression | undefined {
  const { parent } = occurrence
  const callee = ts.isPropertyAccessExpression(parent) && parent.name === occurrence ? parent : occurrence
  const call = callee.parent
  return (ts.isCallExpression(call) || ts.isNewExpression(call)) && call.expression === callee ? call : undefined
}
