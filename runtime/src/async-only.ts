import { guardDrivers } from './guard-drivers'
import { guardResponses } from './guard-responses'
import { currentRequest, inRequest, type MarkedRequest } from './marked-request'
import { callSite } from './call-site'
import { isSyncThread } from './thread-scope'

/** What can be marked: a function or a method. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- parameters are contravariant: only `any` takes in every handler
export type Handler = (...args: any[]) => any

/**
 * Marks a handler as one that must not block: a synchronous database call in it, or in what it awaits, throws
 * SynchronousOnlyOperation. What it hands on to, such as `next`, is not marked. With SYNC_TO_ASYNC_ALLOW_UNSAFE=1 it gives the handler back as it is.
 * @param name For messages, where the handler has no name of its own.
 */
export function asyncOnly<Given extends Handler>(handler: Given, name?: string): Given {
  if (process.env['SYNC_TO_ASYNC_ALLOW_UNSAFE'] === '1' || isSyncThread()) return handler
  const label = labelOf(name ?? handler.name)
  guardDrivers()
  guardResponses()
  const marked = function (this: unknown, ...args: unknown[]): unknown {
    guardDrivers()
    const caller = currentRequest()
    const request: MarkedRequest = { handler: label, isOver: false }
    const own = args.map((arg) => isFunction(arg) ? runningIn(caller, arg) : arg)
    return endingWith(request, () => inRequest(request, (): unknown => handler.apply(this, own)))
  }
  // Frameworks tell handlers apart by the number of their parameters.
  for (const key of ['name', 'length'] as const) Object.defineProperty(marked, key, { value: handler[key], configurable: true })
  return Object.assign(marked, handler)
}

/** A handler without a name is known by the place where it was marked. */
function labelOf(name: string): string {
  if (name !== '') return `'${name}'`
  const site = callSite(asyncOnly)
  return site ? `at ${site.file}:${site.line}` : 'without a name'
}

/** `next` goes on to handlers that are none of this one's business. */
function runningIn(request: MarkedRequest | undefined, callback: Handler): Handler {
  return new Proxy(callback, {
    apply: (target, owner, args) => inRequest(request, (): unknown => Reflect.apply(target, owner, args)),
  })
}

/** What it gives for a promise is one that follows it: another one beside it would hide a rejection that nobody handles. */
function endingWith(request: MarkedRequest, run: () => unknown): unknown {
  const end = (): void => { request.isOver = true }
  try {
    const result = run()
    if (result instanceof Promise) return result.finally(end)
    end()
    return result
  } catch (error) {
    end()
    throw error
  }
}

function isFunction(value: unknown): value is Handler {
  return typeof value === 'function'
}
