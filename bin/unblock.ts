#!/usr/bin/env node
import { runCli } from './cli.js'
import { pipelineThread } from './pipeline-thread.js'
import { createProgress, createTimings } from './progress.js'
import { processTerminal } from './terminal.js'

const args = process.argv.slice(2)
const terminal = processTerminal()
const progress = args.includes('--debug') ? createTimings(terminal.err) : createProgress(process.stderr)

// Whoever reads stdout may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

// Writing is synchronous, so that a signal waits until it is whole.
for (const [signal, exitCode] of [['SIGHUP', 129], ['SIGINT', 130], ['SIGTERM', 143]] as const) {
  process.on(signal, () => {
    progress.stop()
    process.exit(exitCode)
  })
}

process.exitCode = await runCli(args, pipelineThread(progress), terminal)
