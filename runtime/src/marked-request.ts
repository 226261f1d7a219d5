import { AsyncLocalStorage } from 'node:async_hooks'

/** What a handler given to `asyncOnly` started, and all that it awaits. */
export interface MarkedRequest {
  handler: string
  /** Its promise has settled: an error thrown from here on reaches nobody, and would end the process. */
  isOver: boolean
}

const requests = new AsyncLocalStorage<MarkedRequest | undefined>()

/** The marked request that the running code belongs to. */
export function currentRequest(): MarkedRequest | undefined {
  return requests.getStore()
}

/** Runs a function as part of a marked request, or of none. */
export function inRequest<Result>(request: MarkedRequest | undefined, run: () => Result): Result {
  return requests.run(request, run)
}

/** Runs a function that may block, though a handler marked by `asyncOnly` calls it: `const user = allowSync(() => find.get(id))`. */
export function allowSync<Result>(run: () => Result): Result {
  return requests.getStore() === undefined ? run() : requests.run(undefined, run)
}
