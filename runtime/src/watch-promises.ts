import { AnyPromiseWatch } from './any-promise-watch'
import { observeCalls } from './call-observers'
import type { UnawaitedEvent } from './debug-event'
import { PromiseWatch } from './promise-watch'

/** What both kinds of watches can be asked. */
export type WatchedPromises = Pick<PromiseWatch, 'reportOpen' | 'reset'>

/** Watches the promises of all clients; with `UNBLOCK_DEBUG_PROMISES=all`, those of the program, too. */
export function watchPromises(onUnawaited: (event: UnawaitedEvent) => void): WatchedPromises {
  const ofClients = new PromiseWatch(onUnawaited)
  observeCalls((promise, label) => ofClients.watch(promise, label))
  const watches: WatchedPromises[] = process.env['UNBLOCK_DEBUG_PROMISES'] === 'all' ? [ofClients, new AnyPromiseWatch(onUnawaited)] : [ofClients]
  return {
    reportOpen: () => { for (const watch of watches) watch.reportOpen() },
    reset: () => { for (const watch of watches) watch.reset() },
  }
}
