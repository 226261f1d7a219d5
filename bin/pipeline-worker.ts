import { parentPort } from 'node:worker_threads'
import { convert, scan } from '../src/pipeline.js'
import { UsageError } from '../src/usage-error.js'
import type { Answer, Request } from './pipeline-protocol.js'

parentPort?.once('message', (request: Request) => {
  try {
    answer(run(request))
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    answer({ kind: 'usage-error', message: error.message })
  }
})

function run(request: Request): Answer {
  const progress = (stage: string) => { answer({ kind: 'stage', stage }) }
  switch (request.command) {
    case 'convert':
      return { kind: 'converted', outcome: convert({ ...request.options, progress }) }
    case 'scan':
      return { kind: 'scanned', outcome: scan({ ...request.options, progress }) }
  }
}

function answer(message: Answer): void {
  parentPort?.postMessage(message)
}
