import type { Span } from './model/ids.js'
import type { Change } from './model/plan.js'

/** Where a change happens in the file. */
export function placeOf(change: Change): Span {
  switch (change.kind) {
    case 'make-async': return change.function
    case 'await-type': return change.type
    case 'await-call': return change.call
    case 'iterate-async': return change.items
    case 'move-default': return change.parameter
    case 'async-iterator-type': return change.type
    case 'swap-api': return change.call
    case 'await-callbacks': return change.call
    case 'add-twin': return change.declaration
    case 'use-twin': return change.name
    case 'use-client': return change.root
    case 'build-in-thread': return change.statement
    case 'client-type': return change.type
    case 'expose-twin': return change.span
    case 'wrap-handler': return change.handler
    case 'guard-handler': return change.handler
    case 'rename': return change.name
    case 'expect-promise': return change.callback
    case 'await-outcome': return change.callback
    case 'drop-done': return change.call
    case 'drop-value': return change.value
    case 'move-block': return change.block
    case 'hoist': return change.statement
    case 'await-together': return { start: change.steps.at(0)?.statement.start ?? 0, end: change.steps.at(-1)?.statement.end ?? 0 }
    case 'make-folder': return change.whole?.statement ?? change.call
  }
}
