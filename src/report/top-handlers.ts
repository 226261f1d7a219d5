import type { FunctionId } from '../model/ids.js'
import type { ScanOutcome } from './outcome.js'
import { scanToJson, type ScannedHandler } from './scan-json.js'

/** The handlers that cost most and in which something blocks, each function once. */
export function topHandlers(outcome: ScanOutcome, count: number): ScannedHandler[] {
  const blocking = scanToJson(outcome).handlers.filter((handler) => handler.blocking.length + handler.database.length > 0)
  const first = blocking.filter(({ id }, index) => index === blocking.findIndex((other) => other.id === id))
  return first.slice(0, count)
}

/** The words that select a handler: its route where that means no other function, else the function itself. */
export function selectorOf({ id, route }: Pick<ScannedHandler, 'id' | 'route'>, handlers: readonly ScannedHandler[]): string | FunctionId {
  if (route === undefined || !/^(all|get|head|options|patch|post|put|delete) \//i.test(route) || route.includes(', ')) return id
  return handlers.every((other) => other.route !== route || other.id === id) ? route : id
}
