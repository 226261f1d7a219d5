/** The code of a sync thread: loads modules, runs one call after the other in the order in which they were made, posts what became of each. */
import net from 'node:net'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { Connections } from './connections'
import { loadModule } from './load-module'
import { pack, uncloneable, unpack } from './parcel'
import { type Answer, type CallMessage, CallState, closeMessage, type ThreadData } from './protocol'
import { exportedFunction, exportedObject, refuseIterator, refusePromise } from './sync-function'
import { SyncToAsyncError } from './sync-to-async-error'
import { isSyncThread, runClosers, withContext } from './thread-scope'
import { toWireError } from './wire-error'

interface LoadedModule {
  /** What `import` or `require` gave. */
  exports: unknown
}

class SyncThread {
  readonly #modules = new Map<string, LoadedModule>()
  readonly #connections = new Connections()
  readonly #states: Int32Array
  readonly #usesTsNode: boolean
  /** While a module is being imported, calls wait behind it. */
  #importing: Promise<void> | undefined

  constructor(private readonly port: MessagePort, { unblockRuntime }: ThreadData) {
    this.#states = new Int32Array(unblockRuntime.states)
    this.#usesTsNode = unblockRuntime.usesTsNode
    port.on('message', (message: CallMessage | typeof closeMessage) => {
      if (message === closeMessage) this.#close()
      else this.#take(message)
    })
  }

  #take(call: CallMessage): void {
    if (!this.#importing && modulesOf(call).every((url) => this.#modules.has(url))) {
      this.#answer(call)
      return
    }
    const before = this.#importing ?? Promise.resolve()
    const importing = before.then(() => this.#loadAndAnswer(call)).finally(() => {
      if (this.#importing === importing) this.#importing = undefined
    })
    this.#importing = importing
  }

  async #loadAndAnswer(call: CallMessage): Promise<void> {
    try {
      for (const url of modulesOf(call)) if (!this.#modules.has(url)) await this.#load(url)
      this.#answer(call)
    } catch (error) {
      this.#post({ id: call.id, is: 'error', error: toWireError(error) })
    }
  }

  async #load(url: string): Promise<void> {
    const loaded: LoadedModule = { exports: await loadModule(url, this.#usesTsNode) }
    this.#connections.watchDriversOf(url)
    this.#modules.set(url, loaded)
  }

  #answer(call: CallMessage): void {
    const isOurs = Atomics.compareExchange(this.#states, call.slot, CallState.queued, CallState.started) === CallState.queued
    this.#post(isOurs ? this.#run(call) : { id: call.id, is: 'skipped' })
  }

  #run({ id, module: url, path, args, references, context, allowInstances }: CallMessage): Answer {
    const name = path.join('.')
    try {
      const call = exportedFunction(this.#modules.get(url)?.exports, path, url)
      const given = unpack(args) as unknown[]
      for (const { index, module, path: of } of references) given[index] = exportedObject(this.#modules.get(module)?.exports, of, module)
      const value = this.#withoutOpenTransaction(name, () => withContext(context, () => call(...given)))
      refusePromise(value, name)
      refuseIterator(value, name)
      return { id, is: 'result', result: pack(value, { what: `The result of '${name}'`, allowInstances }) }
    } catch (error) {
      return { id, is: 'error', error: toWireError(error) }
    }
  }

  /** @throws {SyncToAsyncError} ERR_SYNC_OPEN_TRANSACTION: the next call, of another request, would run inside of it. */
  #withoutOpenTransaction(name: string, run: () => unknown): unknown {
    let failure: { error: unknown } | undefined
    let value: unknown
    try {
      value = run()
    } catch (error) {
      failure = { error }
    }
    const open = this.#connections.rollBackOpen()
    if (failure) throw failure.error
    if (open === 0) return value
    throw new SyncToAsyncError('ERR_SYNC_OPEN_TRANSACTION', `'${name}' returned inside of a transaction, which was rolled back: put BEGIN and COMMIT into one call`, { started: true })
  }

  #post(answer: Answer): void {
    try {
      this.port.postMessage(answer)
    } catch (error) {
      this.port.postMessage({ id: answer.id, is: 'error', error: toWireError(uncloneable('The result', error)) } satisfies Answer)
    }
  }

  #close(): void {
    runClosers()
    this.port.close()
  }
}

/** What has to be loaded for a call: its module, and those of the objects that it is given. */
function modulesOf({ module, references }: CallMessage): string[] {
  return [module, ...references.map((reference) => reference.module)]
}

/** A module that opens the database and starts the server would start it a second time in here. */
function refuseServers(): void {
  Reflect.set(net.Server.prototype, 'listen', () => {
    throw new SyncToAsyncError('ERR_SYNC_SERVER_IN_WORKER', 'A server was started in a sync thread: move the database code to a module that starts nothing when it is imported')
  })
}

if (parentPort && isSyncThread()) {
  refuseServers()
  new SyncThread(parentPort, workerData as ThreadData)
}
