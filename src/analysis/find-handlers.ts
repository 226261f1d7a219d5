import { ts } from 'ts-morph'
import type { HandlerFact } from '../model/facts.js'
import { express } from './frameworks/express.js'
import type { FrameworkTools, Registration } from './frameworks/framework.js'
import { http } from './frameworks/http.js'
import { MountedRoutes } from './frameworks/mounted-routes.js'
import { type FunctionRegistry, spanOf } from './function-registry.js'
import type { NameIndex } from './name-index.js'
import { resolveFunctions } from './resolve-functions.js'

const frameworks = [express, http]

interface HandlerTools extends FrameworkTools {
  index: NameIndex
  registry: FunctionRegistry
}

/** Finds every call that registers handlers, by the frameworks' names and then by what is called. */
export function findRegistrations(tools: HandlerTools): Map<ts.Node, Registration> {
  const found = new Map<ts.Node, Registration>()
  for (const framework of frameworks) {
    for (const name of framework.names) {
      for (const occurrence of tools.index.occurrences(name)) {
        const call = callOf(occurrence)
        const registration = call && !found.has(call) ? framework.registrationAt(call, tools) : undefined
        if (registration) found.set(registration.call, registration)
      }
    }
  }
  return found
}

/** The functions that registrations hand over: one fact for each place that hands one over, and each route that leads to it. */
export function handlerFacts(registrations: Iterable<Registration>, tools: HandlerTools): HandlerFact[] {
  const all = [...registrations]
  const routes = new MountedRoutes(all, tools)
  return all.flatMap((registration) => {
    const found = factsOf(registration, tools)
    const ways = routes.of(registration)
    return ways.length === 0 ? found : found.flatMap((fact) => ways.map((route) => ({ ...fact, route })))
  })
}

function factsOf({ call, framework, kind, handlers, forwardsRejection }: Registration, { registry, symbols }: HandlerTools): HandlerFact[] {
  const { file } = registry.factOf(call.getSourceFile())
  return handlers.flatMap((handler) => resolveFunctions(handler, symbols)).map(({ node, expression, isWrapped }) => {
    const fact = registry.factOf(node)
    const takesError = framework === 'express' && kind === 'middleware' && node.parameters.length === 4
    return {
      function: fact.id,
      framework,
      kind: takesError ? 'error-middleware' : kind,
      file,
      span: spanOf(expression),
      forwardsRejection: forwardsRejection || isWrapped,
    }
  })
}

function callOf(occurrence: ts.Node): ts.CallExpression | undefined {
  const { parent } = occurrence
  const callee = ts.isPropertyAccessExpression(parent) && parent.name === occurrence ? parent : occurrence
  return ts.isCallExpression(callee.parent) && callee.parent.expression === callee ? callee.parent : undefined
}
