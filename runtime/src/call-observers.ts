import type { CallByPath } from './client'

/** Sees the promise of a call, and gives what the caller gets in its place. */
export type CallObserver = (promise: Promise<unknown>, label: string) => Promise<unknown>

const observers = new Set<CallObserver>()

/** Lets debug mode see the calls of all clients, those made before included. Gives a function that ends it. */
export function observeCalls(observer: CallObserver): () => void {
  observers.add(observer)
  return () => { observers.delete(observer) }
}

/** The calls of a module's client, seen by those who observe. */
export function observed(call: CallByPath, url: string): CallByPath {
  return (path, args, options) => {
    const promise = call(path, args, options)
    if (observers.size === 0) return promise
    const label = `${url.slice(url.lastIndexOf('/') + 1)}#${path.join('.')}`
    return [...observers].reduce((seen, observer) => observer(seen, label), promise)
  }
}
