/** `node --import unblock-runtime/debug server.js`: loading this turns on debug mode. */
import { isMainThread } from 'node:worker_threads'
import { startDebugMode } from './debug-mode'

// A worker that blocks, such as a sync thread, is there to block.
if (isMainThread) startDebugMode()

export type { BlockedEvent, DebugEvent, DebugSummary, HeldFrame, UnawaitedEvent } from './debug-event'
