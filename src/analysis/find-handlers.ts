import { ts } from 'ts-morph'
import type { Guardable, HandlerFact } from '../model/facts.js'
import { registrationsByCall } from './frameworks/by-call.js'
import { foundByDecorator } from './frameworks/by-decorator.js'
import { foundByFile } from './frameworks/by-file.js'
import { foundByMember } from './frameworks/by-member.js'
import type { Framework, Handling, Rejection } from './frameworks/framework.js'
import { frameworks } from './frameworks/index.js'
import { asyncInFramework } from './frameworks/may-be-async.js'
import { MountedRoutes } from './frameworks/mounted-routes.js'
import type { Found, FrameworkTools, Handed, Registration } from './frameworks/registration.js'
import { guardableAt, guardableFunction, type GuardableNode } from './guardable-at.js'
import { type FunctionRegistry, spanOf } from './function-registry.js'
import { resolveFunctions } from './resolve-functions.js'

interface HandlerTools extends FrameworkTools {
  files: readonly ts.SourceFile[]
  registry: FunctionRegistry
}

/** All that frameworks run: what calls hand over to them, and functions that they find by themselves. */
export interface Handlers {
  registrations: ReadonlyMap<ts.Node, Registration>
  found: readonly Found[]
}

/** Finds every handler, framework by framework; a call registers with the first that knows it. */
export function findHandlers(tools: HandlerTools): Handlers {
  const registrations = new Map<ts.Node, Registration>()
  const used = frameworks.filter((framework) => isUsed(framework, tools))
  for (const framework of used) {
    for (const registration of registrationsByCall(framework, tools)) {
      if (!registrations.has(registration.call)) registrations.set(registration.call, registration)
    }
  }
  const found = used.flatMap((framework) => [
    ...foundByDecorator(framework, tools), ...foundByMember(framework, tools), ...foundByFile(framework, tools.files, tools),
  ])
  return { registrations, found }
}

/** Some file names its package, or belongs to a package that depends on it. */
function isUsed({ package: used }: Framework, tools: HandlerTools): boolean {
  const [word] = used?.match(/[\w$]+/) ?? []
  return used === undefined || word === undefined || tools.index.filesWith(word).length > 0 || tools.files.some((file) => tools.packageOf(file).majorOf(used) !== undefined)
}

/** One fact for each place that hands a function over, and each route that leads to it; what forbids it to be async is noted with the function. */
export function handlerFacts({ registrations, found }: Handlers, tools: HandlerTools): HandlerFact[] {
  const all = [...registrations.values()]
  const routes = new MountedRoutes(all, tools)
  return [
    ...all.flatMap((registration) => registration.handed.flatMap((handed) => {
      const facts = factsOf(handed, registration, tools)
      const ways = handed.route ? routes.of(handed.route, registration.receiver) : []
      return ways.length === 0 ? facts : facts.flatMap((fact) => ways.map((route) => ({ ...fact, route })))
    })),
    ...found.flatMap((each) => foundFacts(each, tools)),
  ]
}

function factsOf({ at, handling }: Handed, { framework, call, form }: Registration, tools: HandlerTools): HandlerFact[] {
  const handed = ts.isMethodDeclaration(at) ? [{ node: at, expression: at.name, isWrapped: false }] : resolveFunctions(at, tools.symbols)
  const file = call.getSourceFile()
  return handed.flatMap(({ node, expression, isWrapped }) => {
    const takesError = framework.name === 'express' && form.mounts === 'routers' && node.parameters.length === 4
    const own: Handling = takesError ? { ...handling, kind: 'error-middleware' } : handling
    return factOf(node, own, { framework, place: expression, file, isWrapped, guardable: guardableAt(expression, tools.origins), tools })
  })
}

function foundFacts({ framework, node, handling, routes, isAsWritten }: Found, tools: HandlerTools): HandlerFact[] {
  const place = ts.getNameOfDeclaration(node) ?? node
  const guardable = isAsWritten ? undefined : guardableFunction(node, tools)
  const facts = factOf(node, handling, { framework, place, file: node.getSourceFile(), isWrapped: false, guardable, tools })
  return routes.length === 0 ? facts : facts.flatMap((fact) => routes.map((route) => ({ ...fact, route })))
}

interface Place {
  framework: Framework
  place: ts.Node
  file: ts.SourceFile
  isWrapped: boolean
  guardable: GuardableNode | undefined
  tools: HandlerTools
}

/** A plugin answers no requests: it runs when the app starts. */
function factOf(node: ts.FunctionLikeDeclaration, handling: Handling, { framework, place, file, isWrapped, guardable, tools }: Place): HandlerFact[] {
  const fact = tools.registry.factOf(node)
  const { barrier, done } = isWrapped ? {} : asyncInFramework(node, handling)
  if (barrier) fact.barrier ??= barrier
  if (done) fact.done = done
  if (handling.kind === 'plugin') return []
  const rejection = isWrapped ? 'answered' : rejectionOf(handling, framework, tools.packageOf(file).majorOf(framework.package ?? ''))
  const wrapper = rejection === 'passed to next' ? 'forwardRejection' : rejection === 'answered by a wrapper' ? 'answerRejection' : undefined
  return [{
    function: fact.id,
    framework: framework.name,
    kind: handling.kind,
    file: tools.registry.factOf(file).file,
    span: spanOf(place),
    forwardsRejection: rejection === 'answered',
    ...(wrapper && { wrapper }),
    ...(guardable && !handling.runsOthers && { guardable: placeOfGuard(guardable, tools.registry) }),
  }]
}

function placeOfGuard({ node, ...how }: GuardableNode, registry: FunctionRegistry): Guardable {
  return { file: registry.fileOf(node.getSourceFile()), ...how }
}

function rejectionOf({ rejection, before }: Handling, { package: used }: Framework, major: number | undefined): Rejection {
  return used !== undefined && before && major !== undefined && major < before.major ? before.rejection : rejection
}
