import { createRequire } from 'node:module'
import path from 'node:path'
import { openJournal } from '../src/apply/journal.js'
import { messageOf } from '../src/apply/message-of.js'
import { undoRun } from '../src/apply/undo-run.js'
import { writeResults } from '../src/apply/write-results.js'
import type { ConvertOutcome } from '../src/report/outcome.js'
import { plural } from '../src/report/table.js'
import { componentsOf } from '../src/test-runs/components-of.js'
import { leaveOutBreaking } from '../src/test-runs/leave-out-breaking.js'
import { UsageError } from '../src/usage-error.js'
import type { ConvertRequest, Pipeline } from './pipeline-protocol.js'
import { type TestOptions, testsBefore } from './project-tests.js'
import type { Terminal } from './terminal.js'
import { TestError } from './test-error.js'
import { WriteError } from './write-error.js'

/** What a conversion that the tests judge needs. */
export interface Judging {
  pipeline: Pipeline
  terminal: Terminal
  tests: TestOptions
}

/**
 * Plans a conversion, and leaves out of it those parts with which the project's tests fail. The parts are tried in place; when this is
 * done, or ends in any other way, the project is as it was. What it gives is to be written.
 */
export async function testedConversion(request: ConvertRequest, { pipeline, terminal, tests: options }: Judging): Promise<ConvertOutcome> {
  const planned = await pipeline.convert(request)
  const parts = componentsOf(planned.plan)
  if (!planned.results.some(({ status }) => status === 'changed' || status === 'created')) return planned
  assertRuntime(planned)
  const tests = await testsBefore(options, terminal)
  const without = (leftOut: ConvertRequest['leftOut']) => (leftOut?.length ? pipeline.convert({ ...request, leftOut }) : Promise.resolve(planned))
  const { breaking } = await leaveOutBreaking(parts, async (tried) => {
    const outcome = await without(parts.filter((part) => !tried.includes(part)).map((functions) => ({ functions })))
    const about = tried.length === parts.length ? 'after the conversion' : `with ${tried.length} of ${plural(parts.length, 'part')} of the conversion`
    return inPlace(outcome, terminal, () => tests.whatBroke(about))
  })
  const outcome = await without(breaking.map(({ item, failure }) => ({ functions: item, because: { ...failure, command: options.command } })))
  return {
    ...outcome,
    tests: { command: options.command, runs: tests.runs(), isFlaky: tests.isFlaky(), failedBefore: [...tests.before.failed], leftOut: breaking.length },
  }
}

/** Does something while the new texts are in place; then, or when the process ends, the old ones are back. */
async function inPlace<Result>(outcome: ConvertOutcome, terminal: Terminal, run: () => Promise<Result>): Promise<Result> {
  const journal = openJournal(outcome.root)
  const written = writeResults(outcome.root, outcome.results, journal)
  if (written.status === 'stale') throw new TestError(['These files changed while the tests ran, so nothing was written:', ...written.files.map((file) => `  ${file}`)].join('\n'))
  if (written.status !== 'written') throw new WriteError(written)
  const restore = () => { if (written.files.length > 0) undo(journal) }
  const restoreAtExit = () => {
    try {
      restore()
    } catch (error) {
      terminal.err(`unblock: ${messageOf(error)}\n`)
    }
  }
  process.on('exit', restoreAtExit)
  try {
    return await run()
  } finally {
    process.off('exit', restoreAtExit)
    restore()
  }
}

function undo(journal: ReturnType<typeof openJournal>): void {
  const undone = undoRun(journal, { force: false })
  if (undone.status === 'undone' || undone.status === 'nothing') return
  if (undone.status !== 'changed') throw new WriteError(undone)
  throw new TestError([
    'The tests change files that the conversion changes, so that these were not given their old text back:',
    ...undone.files.map((file) => `  ${file}`),
    'Give it to them with unblock undo --force, and have the tests leave them alone.',
  ].join('\n'))
}

/** Tests of code that calls the runtime fail without it, which says nothing about the code. */
function assertRuntime({ root, plan }: ConvertOutcome): void {
  const clients = plan.newFiles.filter(({ kind }) => kind === 'client').map(({ file }) => file)
  const missing = clients.find((file) => !canResolve('unblock-runtime', path.join(root, file)))
  if (missing !== undefined) throw new UsageError(`The converted code will import unblock-runtime, which is not installed for ${missing}. Install it and commit, then run the tests with --test.`)
}

function canResolve(name: string, from: string): boolean {
  try {
    return createRequire(from).resolve(name) !== ''
  } catch {
    return false
  }
}
