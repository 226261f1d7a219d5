import { Worker } from 'node:worker_threads'
import { UsageError } from '../src/usage-error.js'
import type { Answer, Pipeline, Request } from './pipeline-protocol.js'
import type { Progress } from './progress.js'

/** Runs the pipeline on a thread of its own, so that the main one stays free for Ctrl-C and the spinner. */
export function pipelineThread(progress: Progress): Pipeline {
  const ask = async (request: Request) => {
    try {
      return await askWorker(request, progress)
    } finally {
      progress.stop()
    }
  }
  return {
    convert: async (options) => {
      const answer = await ask({ command: 'convert', options })
      if (answer.kind !== 'converted') throw new Error(`Expected a conversion, got ${answer.kind}`)
      return answer.outcome
    },
    scan: async (options) => {
      const answer = await ask({ command: 'scan', options })
      if (answer.kind !== 'scanned') throw new Error(`Expected a scan, got ${answer.kind}`)
      return answer.outcome
    },
  }
}

function askWorker(request: Request, progress: Progress): Promise<Answer> {
  const worker = new Worker(new URL('./pipeline-worker.js', import.meta.url))
  return new Promise((resolve, reject) => {
    worker.on('message', (answer: Answer) => {
      if (answer.kind === 'stage') progress.show(answer.stage)
      else if (answer.kind === 'usage-error') reject(new UsageError(answer.message))
      else resolve(answer)
    })
    worker.on('error', reject)
    worker.on('exit', () => { reject(new Error('The analysis ended without a result, perhaps for lack of memory')) })
    worker.postMessage(request)
  })
}
