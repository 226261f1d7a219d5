/** A synchronous call that holds the event loop was made where only asynchronous ones may be: in a handler marked by `asyncOnly`. */
export class SynchronousOnlyOperation extends Error {
  readonly code = 'ERR_SYNC_ONLY_OPERATION'

  /**
   * @param call What was called: `better-sqlite3: Statement.all()`.
   * @param handler The handler: its name, or the place where it was given to `asyncOnly`.
   */
  constructor(readonly call: string, readonly handler: string) {
    super(`${call} blocks the event loop, and the handler ${handler} called it. Call it in a module that runs through syncToAsync, `
      + 'or, where blocking is meant, inside of allowSync(() => …)')
    this.name = 'SynchronousOnlyOperation'
  }
}
