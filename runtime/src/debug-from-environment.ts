import { isMainThread } from 'node:worker_threads'
import { startDebugMode } from './debug-mode'

/** `UNBLOCK_DEBUG=1` turns on debug mode in whatever program loads this package. */
export function debugFromEnvironment(): void {
  if (process.env['UNBLOCK_DEBUG'] === '1' && isMainThread) startDebugMode()
}
