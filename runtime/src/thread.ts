import { AsyncResource } from 'node:async_hooks'
import { setMaxListeners } from 'node:events'
import { join } from 'node:path'
import { Worker, type WorkerOptions } from 'node:worker_threads'
import { Backoff } from './backoff'
import { driverErrors } from './drivers'
import { hasTsNode } from './load-module'
import { pack, uncloneable, unpack } from './parcel'
import { type Answer, type CallMessage, CallState, closeMessage, type ExportPath, type ThreadData, type WireReference } from './protocol'
import { SyncToAsyncError } from './sync-to-async-error'
import { workerArguments } from './worker-arguments'
import { type ErrorClass, fromWireError } from './wire-error'

/** One call as its caller makes it. */
export interface Call {
  /** URL of the module. */
  module: string
  path: ExportPath
  args: readonly unknown[]
  references: readonly WireReference[]
  /** `users.sync.js#create`, for messages. */
  label: string
  context: unknown
  errors: readonly ErrorClass[]
  allowInstances: boolean
  signal: AbortSignal | undefined
}

interface PendingCall {
  call: Call
  slot: number
  /** Its stack says where the call was made. */
  site: Error
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
  forgetSignal: () => void
}

/** A worker thread that runs calls one after the other. It starts with the first call, and keeps the process alive only while it has some. */
export class Thread {
  readonly #states: Int32Array
  readonly #pending = new Map<number, PendingCall>()
  readonly #backoff = new Backoff()
  #worker: Worker | undefined
  #nextId = 0
  #lastCrash: unknown
  #isClosing = false

  constructor(private readonly name: string, maxQueue: number, private readonly workerOptions: WorkerOptions) {
    this.#states = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * maxQueue))
  }

  /** Calls that wait or run. */
  get load(): number {
    return this.#pending.size
  }

  /** Runs a call after all those made before it. */
  call(call: Call): Promise<unknown> {
    return new Promise((resolve, reject) => {
      call.signal?.throwIfAborted()
      const slot = this.#freeSlot(call.label)
      const worker = this.#worker ?? this.#start(call.label)
      const id = this.#nextId++
      const pending: PendingCall = { call, slot, site: new Error(), resolve, reject, forgetSignal: () => undefined }
      this.#states[slot] = CallState.queued
      try {
        worker.postMessage(messageOf(id, slot, call))
      } catch (error) {
        this.#states[slot] = CallState.free
        throw error instanceof SyncToAsyncError ? error : uncloneable(`An argument of ${call.label}`, error)
      }
      this.#pending.set(id, pending)
      this.#listenTo(call.signal, pending)
      worker.ref()
    })
  }

  /** Refuses new calls, lets those made run to their end, closes what the modules opened, and ends the thread, by force after `ms`. */
  async close(ms: number): Promise<void> {
    const worker = this.#worker
    if (this.#isClosing || !worker) return
    this.#isClosing = true
    worker.ref()
    const ended = new Promise<void>((resolve) => worker.once('exit', () => { resolve() }))
    worker.postMessage(closeMessage)
    const timer = setTimeout(() => { void worker.terminate() }, ms)
    await ended
    clearTimeout(timer)
    this.#isClosing = false
  }

  #freeSlot(label: string): number {
    if (this.#isClosing) throw new SyncToAsyncError('ERR_SYNC_CLOSED', `${label}: the sync thread '${this.name}' is closing`)
    const slot = this.#states.indexOf(CallState.free)
    if (slot !== -1) return slot
    throw new SyncToAsyncError('ERR_SYNC_QUEUE_FULL', `${label}: ${this.#states.length} calls wait for the sync thread '${this.name}' already (maxQueue)`)
  }

  #start(label: string): Worker {
    const pause = this.#backoff.pauseLeft(Date.now())
    if (pause > 0) {
      const message = `${label}: the sync thread '${this.name}' crashed again and again; it may start again in ${Math.ceil(pause)} ms`
      throw new SyncToAsyncError('ERR_SYNC_CRASH_LOOP', message, { cause: this.#lastCrash })
    }
    this.#states.fill(CallState.free)
    const data: ThreadData = { unblockRuntime: { states: this.#states.buffer as SharedArrayBuffer, usesTsNode: hasTsNode() } }
    // Configuration is often read from the command line: with other arguments it would be another database.
    const argv = process.argv.slice(2)
    const worker = new Worker(join(__dirname, 'sync-thread.js'), { argv, ...this.workerOptions, name: `syncToAsync:${this.name}`, workerData: data })
    let cause: unknown
    worker.on('message', (answer: Answer) => { this.#settle(answer) })
    worker.on('error', (error) => { cause = error })
    worker.on('exit', (code) => { this.#ended(code, cause) })
    worker.unref()
    this.#backoff.started(Date.now())
    this.#worker = worker
    return worker
  }

  #listenTo(signal: AbortSignal | undefined, pending: PendingCall): void {
    if (!signal) return
    const abort = AsyncResource.bind(() => {
      const isTakenBack = Atomics.compareExchange(this.#states, pending.slot, CallState.queued, CallState.cancelled) === CallState.queued
      pending.reject(withStarted(signal.reason, !isTakenBack))
    })
    // One signal may go with many calls: it is not a leak.
    setMaxListeners(0, signal)
    signal.addEventListener('abort', abort, { once: true })
    pending.forgetSignal = () => { signal.removeEventListener('abort', abort) }
  }

  #settle(answer: Answer): void {
    const pending = this.#pending.get(answer.id)
    if (!pending) return
    this.#pending.delete(answer.id)
    this.#states[pending.slot] = CallState.free
    pending.forgetSignal()
    if (this.#pending.size === 0 && !this.#isClosing) this.#worker?.unref()
    if (answer.is === 'result') pending.resolve(unpack(answer.result, errorClassesOf(pending.call)))
    else if (answer.is === 'error') pending.reject(withBothStacks(fromWireError(answer.error, errorClassesOf(pending.call)), pending))
  }

  #ended(code: number, cause: unknown): void {
    this.#worker = undefined
    const isCrash = !this.#isClosing
    if (isCrash) {
      this.#backoff.crashed(Date.now())
      this.#lastCrash = cause
    }
    const held = [...this.#pending.values()]
    this.#pending.clear()
    for (const pending of held) this.#rejectHeld(pending, code, cause)
    if (isCrash && held.length === 0) warnOfIdleCrash(this.name, code, cause)
  }

  #rejectHeld({ call, slot, reject, forgetSignal }: PendingCall, code: number, cause: unknown): void {
    forgetSignal()
    const started = this.#states[slot] === CallState.started
    const fate = started ? 'this call was running, and what it did is not known' : 'this call had not begun'
    reject(new SyncToAsyncError('ERR_SYNC_WORKER_EXIT', `${call.label}: the sync thread '${this.name}' ended with code ${code}; ${fate}`, { started, cause }))
  }
}

/** The options of the worker itself. */
export function workerOptionsOf({ execArgv = workerArguments(process.execArgv), env, resourceLimits }: Pick<WorkerOptions, 'env' | 'resourceLimits'> & { execArgv?: readonly string[] | undefined }): WorkerOptions {
  return { ...(execArgv && { execArgv: [...execArgv] }), ...(env && { env }), ...(resourceLimits && { resourceLimits }) }
}

function messageOf(id: number, slot: number, { module, path, args, references, label, context, allowInstances }: Call): CallMessage {
  return { id, slot, module, path, args: pack(args, { what: `${label}: arguments`, allowInstances }), references, context, allowInstances }
}

function errorClassesOf({ errors, module }: Call): readonly ErrorClass[] {
  return [...errors, ...driverErrors(module)]
}

/** The reason of an abort stays what it is; where it can be written to, it says whether the call had begun. */
function withStarted(reason: unknown, started: boolean): unknown {
  if (typeof reason === 'object' && reason !== null && Object.isExtensible(reason)) Reflect.set(reason, 'started', started)
  return reason
}

function withBothStacks(error: unknown, { call, site }: PendingCall): unknown {
  if (error instanceof Error) error.stack = `${error.stack ?? ''}\n    at async syncToAsync(${call.label})\n${(site.stack ?? '').split('\n').slice(1).join('\n')}`
  return error
}

/** Nobody waits who could be told. */
function warnOfIdleCrash(name: string, code: number, cause: unknown): void {
  const reason = cause instanceof Error ? cause.stack ?? cause.message : `exit code ${code}`
  process.emitWarning(`the sync thread '${name}' ended while it had no call: ${reason}`, { type: 'SyncToAsyncWarning', code: 'ERR_SYNC_WORKER_EXIT' })
}
