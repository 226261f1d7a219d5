import { ts } from 'ts-morph'
import type { HandlerFact } from '../model/facts.js'
import { express } from './frameworks/express.js'
import type { FrameworkTools, Registration } from './frameworks/framework.js'
import { http } from './frameworks/http.js'
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

/** The functions that registrations hand over, one fact for each place that hands one over. */
export function handlerFacts(registrations: Iterable<Registration>, { registry, symbols }: HandlerTools): HandlerFact[] {
  const facts: HandlerFact[] = []
  for (const { call, framework, kind, route, handlers, forwardsRejection } of registrations) {
    const { file } = registry.factOf(call.getSourceFile())
    for (const { node, expression, isWrapped } of handlers.flatMap((handler) => resolveFunctions(handler, symbols))) {
      const takesError = framework === 'express' && kind === 'middleware' && node.parameters.length === 4
      facts.push({
        function: registry.factOf(node).id,
        framework,
        kind: takesError ? 'error-middleware' : kind,
        ...(route !== undefined && { route }),
        file,
        span: spanOf(expression),
        forwardsRejection: forwardsRejection || isWrapped,
      })
    }
  }
  return facts
}

function callOf(occurrence: ts.Node): ts.CallExpression | undefined {
  const { parent } = occurrence
  const callee = ts.isPropertyAccessExpression(parent) && parent.name === occurrence ? parent : occurrence
  return ts.isCallExpression(callee.parent) && callee.parent.expression === callee ? callee.parent : undefined
}
