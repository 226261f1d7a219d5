import { sitesOf } from './call-site'
import { currentRequest, type MarkedRequest } from './marked-request'
import { SynchronousOnlyOperation } from './synchronous-only-operation'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any method is replaced by one that passes all on
type Method = (this: any, ...args: any[]) => unknown

const guarded = new WeakSet<Method>()
const warned = new Set<string>()

/** How a guarded method goes on. */
export interface Guard {
  /** What a message calls it: `better-sqlite3: Database.exec()`. */
  call: string
  /** Sees what it gave. */
  given?: (result: unknown) => void
  /** Whether to let a call through that would be refused. */
  passes?: () => boolean
}

/** Puts a method in place of one that refuses to be called in a marked request; one that is not there, or cannot be replaced, stays as it is. */
export function guardMethod(owner: object, name: string, { call, given, passes }: Guard): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name)
  const method: unknown = descriptor?.value
  if (!descriptor || typeof method !== 'function' || !(descriptor.writable ?? false) || guarded.has(method as Method)) return
  const original = method as Method
  const replacement: Method = function (this: unknown, ...args) {
    const request = currentRequest()
    if (request !== undefined && passes?.() !== true) refuse(request, call, replacement)
    const result = original.apply(this, args)
    given?.(result)
    return result
  }
  for (const key of Reflect.ownKeys(original)) Object.defineProperty(replacement, key, Object.getOwnPropertyDescriptor(original, key) ?? {})
  guarded.add(replacement)
  Object.defineProperty(owner, name, { ...descriptor, value: replacement })
}

function refuse(request: MarkedRequest, call: string, at: Method): void {
  const error = new SynchronousOnlyOperation(call, request.handler)
  Error.captureStackTrace(error, at)
  if (!request.isOver) throw error
  warnOnce(error)
}

/** Nobody could catch an error. */
function warnOnce(error: SynchronousOnlyOperation): void {
  const { call, handler, message, stack = '' } = error
  const key = `${handler} ${call}`
  if (warned.has(key)) return
  warned.add(key)
  const [site] = sitesOf(stack)
  error.message = `${message}. The handler had ended, so that this is a warning, given once${site ? `, for ${site.file}:${site.line}` : ''}`
  process.emitWarning(error)
}
