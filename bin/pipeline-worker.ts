import { parentPort } from 'node:worker_threads'
import { type Analyzed, analyzeProject, convertAnalyzed, scan } from '../src/pipeline.js'
import { UsageError } from '../src/usage-error.js'
import type { Answer, ConvertRequest, Request } from './pipeline-protocol.js'

const convert = createConverter()

parentPort?.on('message', (request: Request) => {
  try {
    answer(run(request))
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    answer({ kind: 'usage-error', message: error.message })
  }
})

function run(request: Request): Answer {
  switch (request.command) {
    case 'convert':
      return { kind: 'converted', outcome: convert(request.options) }
    case 'scan':
      return { kind: 'scanned', outcome: scan({ ...request.options, progress }) }
  }
}

/** Conversions of one project in a row are planned on what was read for the first of them. */
function createConverter() {
  let last: { key: string; analyzed: Analyzed } | undefined
  return (request: ConvertRequest) => {
    const options = { ...request, progress }
    const { cwd, project, known, unsaved } = request
    const key = JSON.stringify({ cwd, project, known, unsaved })
    if (last?.key !== key) last = { key, analyzed: analyzeProject(options) }
    return convertAnalyzed(last.analyzed, options)
  }
}

function progress(stage: string): void {
  answer({ kind: 'stage', stage })
}

function answer(message: Answer): void {
  parentPort?.postMessage(message)
}
