import { Worker } from 'node:worker_threads'
import { UsageError } from '../src/usage-error.js'
import type { Answer, Pipeline, Request } from './pipeline-protocol.js'
import type { Progress } from './progress.js'

/** Runs the pipeline on a thread of its own, so that the main one stays free for Ctrl-C and the spinner. */
export function pipelineThread(progress: Progress): Pipeline {
  let worker: Worker | undefined
  const ask = async (request: Request) => {
    worker ??= new Worker(new URL('./pipeline-worker.js', import.meta.url))
    worker.ref()
    try {
      return await askWorker(worker, request, progress)
    } catch (error) {
      void worker.terminate()
      worker = undefined
      throw error
    } finally {
      // It waits for the next request, and keeps nobody from leaving.
      worker?.unref()
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

function askWorker(worker: Worker, request: Request, progress: Progress): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      end()
    }
    const onMessage = (answer: Answer) => {
      if (answer.kind === 'stage') progress.show(answer.stage)
      else if (answer.kind === 'usage-error') settle(() => { reject(new UsageError(answer.message)) })
      else settle(() => { resolve(answer) })
    }
    const onError = (error: Error) => { settle(() => { reject(error) }) }
    const onExit = () => { settle(() => { reject(new Error('The analysis ended without a result, perhaps for lack of memory')) }) }
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage(request)
  })
}
