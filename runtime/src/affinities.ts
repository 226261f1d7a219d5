import { availableParallelism } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import type { ThreadOptions } from './options'
import { SyncToAsyncError } from './sync-to-async-error'
import { Thread, workerOptionsOf } from './thread'

/** Thread options with nothing left open. */
type Spec = Required<Pick<ThreadOptions, 'threadSensitive' | 'affinity' | 'poolSize' | 'maxQueue'>> & Pick<ThreadOptions, 'execArgv' | 'env' | 'resourceLimits'>

interface Affinity {
  spec: Spec
  /** The module that asked for it first. */
  by: string
  threads: Thread[]
}

/** For all threads that no client has said it for: clients that are generated agree on it. */
function defaultMaxQueue(): number {
  return Number(process.env['SYNC_TO_ASYNC_MAX_QUEUE'] ?? 256)
}

/** All threads of the process, by the key under which modules share them. */
export class Affinities {
  readonly #byKey = new Map<string, Affinity>()

  /**
   * The threads that a module's calls run on; they start with the first call.
   * @throws {SyncToAsyncError} ERR_SYNC_OPTIONS where another module has them with other options.
   */
  threadsFor(module: string, options: ThreadOptions): readonly Thread[] {
    const spec = specOf(options)
    const key = `${spec.threadSensitive ? 'affinity' : 'pool'} '${spec.affinity}'`
    const known = this.#byKey.get(key)
    if (known) {
      refuseDifference(key, known, { spec, by: module })
      return known.threads
    }
    const threads = Array.from({ length: spec.poolSize }, (_, index) => {
      return new Thread(spec.poolSize === 1 ? spec.affinity : `${spec.affinity}#${index}`, spec.maxQueue, workerOptionsOf(spec))
    })
    this.#byKey.set(key, { spec, by: module, threads })
    return threads
  }

  async close(ms: number): Promise<void> {
    await Promise.all([...this.#byKey.values()].flatMap(({ threads }) => threads).map((thread) => thread.close(ms)))
  }
}

function specOf({ threadSensitive = true, affinity = 'default', poolSize, maxQueue = defaultMaxQueue(), execArgv, env, resourceLimits }: ThreadOptions): Spec {
  if (threadSensitive && poolSize !== undefined) throw new SyncToAsyncError('ERR_SYNC_OPTIONS', 'poolSize needs threadSensitive: false')
  const size = threadSensitive ? 1 : poolSize ?? Math.max(1, availableParallelism() - 1)
  requirePositive('poolSize', size)
  requirePositive('maxQueue', maxQueue)
  return { threadSensitive, affinity, poolSize: size, maxQueue, ...(execArgv && { execArgv }), ...(env && { env }), ...(resourceLimits && { resourceLimits }) }
}

function requirePositive(option: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) throw new SyncToAsyncError('ERR_SYNC_OPTIONS', `${option} must be a whole number of at least 1, and is ${value}`)
}

function refuseDifference(key: string, known: Omit<Affinity, 'threads'>, asked: Omit<Affinity, 'threads'>): void {
  const names = [...new Set([...Object.keys(known.spec), ...Object.keys(asked.spec)])] as (keyof Spec)[]
  const option = names.find((name) => !isDeepStrictEqual(known.spec[name], asked.spec[name]))
  if (option === undefined) return
  const said = ({ spec, by }: Omit<Affinity, 'threads'>): string => `${by} has ${JSON.stringify(spec[option])}`
  throw new SyncToAsyncError('ERR_SYNC_OPTIONS', `Two modules share ${key} and differ in ${option}: ${said(known)}, ${said(asked)}`)
}
