import { text } from 'node:stream/consumers'
import { UsageError } from '../src/usage-error.js'

/** All that is piped into the process. */
export async function readStdin(): Promise<string> {
  if (process.stdin.isTTY) throw new UsageError('--stdin-filepath takes the text from stdin, and nothing is piped in.')
  return await text(process.stdin)
}
