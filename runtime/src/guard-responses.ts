import { ServerResponse } from 'node:http'
import { currentRequest, inRequest } from './marked-request'

const responses = new WeakSet<object>()

/**
 * Lets listeners of responses run outside of the request that ends the response: a logger's `finish` listener is no part of
 * the handler, and an error thrown in it would end the process.
 */
export function guardResponses(): void {
  const { prototype } = ServerResponse
  if (responses.has(prototype)) return
  responses.add(prototype)
  const emit = Reflect.get(prototype, 'emit') as (this: ServerResponse, ...args: unknown[]) => boolean
  Object.defineProperty(prototype, 'emit', {
    value: function (this: ServerResponse, ...args: unknown[]): boolean {
      return currentRequest() === undefined ? emit.apply(this, args) : inRequest(undefined, () => emit.apply(this, args))
    },
    writable: true, configurable: true,
  })
}
