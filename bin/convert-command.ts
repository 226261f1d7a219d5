import type { InferredOptionTypes } from 'yargs'
import { resolve } from 'node:path'
import { dirtyFiles } from '../src/apply/git-state.js'
import { writePlan } from '../src/apply/write-plan.js'
import { explain } from '../src/report/explain.js'
import { findFunction } from '../src/report/find-function.js'
import { isComplete } from '../src/report/is-complete.js'
import { UsageError } from '../src/usage-error.js'
import { evidenceFrom } from './evidence-arguments.js'
import { formatOf, formatOutcome } from './format-outcome.js'
import { acceptedHandlers, onlyThese } from './interactive.js'
import type { convertOptions } from './options.js'
import type { ConvertRequest, Pipeline } from './pipeline-protocol.js'
import type { TestOptions } from './project-tests.js'
import type { Prompts } from './prompts.js'
import { readStdin } from './read-stdin.js'
import { resolveFolder } from './resolve-folder.js'
import type { Terminal } from './terminal.js'
import { testedConversion } from './tested-conversion.js'
import { assertEnded, write } from './write-outcome.js'

interface Surroundings {
  pipeline: Pipeline
  terminal: Terminal
  tests: TestOptions | undefined
}

/** The arguments of `unblock convert`. */
export type ConvertArguments = InferredOptionTypes<typeof convertOptions> & { selector: string[] }

/** Runs `unblock convert` and gives its exit code. */
export async function convertCommand(args: ConvertArguments, pipeline: Pipeline, terminal: Terminal): Promise<number> {
  const cwd = resolveFolder(args.cwd)
  const unsaved = args['stdin-filepath']
  assertSelection(args)
  formatOf(args)
  const prompts = promptsFor(args, terminal)
  const tests = testOptionsFrom(args, cwd)
  if (!writesNothing(args)) assertEnded(cwd)
  if (!writesNothing(args) && !args.force) assertClean(cwd)
  const request = { ...requestFrom(args, cwd), ...(unsaved !== undefined && { unsaved: { path: unsaved, text: await readStdin() } }) }
  if (!prompts) return convertAll(request, args, { pipeline, terminal, tests })
  const accepted = await acceptedHandlers(request, { pipeline, terminal, prompts })
  if (accepted === undefined) {
    terminal.err('unblock: Nothing was written.\n')
    return 130
  }
  if (accepted.length === 0) {
    terminal.out('Nothing was accepted, so nothing was written.\n')
    return 0
  }
  return convertAll(onlyThese(accepted, request), args, { pipeline, terminal, tests })
}

/** Converts what a request asks for, writes it unless it is only to be looked at, and gives the exit code. */
async function convertAll(request: ConvertRequest, args: ConvertArguments, { pipeline, terminal, tests }: Surroundings): Promise<number> {
  const planned = tests ? await testedConversion(request, { pipeline, terminal, tests }) : await pipeline.convert(request)
  if (args['save-plan'] !== undefined) writePlan(resolve(request.cwd, args['save-plan']), planned.plan)
  if (args.explain !== undefined) {
    terminal.out(explain(planned, findFunction(planned.facts.functions, args.explain)))
    return 0
  }
  const outcome = writesNothing(args) ? planned : write(planned)
  terminal.out(formatOutcome(outcome, args, terminal))
  return isComplete(outcome, args['fail-on']) ? 0 : 1
}

function writesNothing({ 'dry-run': isDryRun, explain: wanted, 'stdin-filepath': unsaved }: ConvertArguments): boolean {
  return isDryRun || wanted !== undefined || unsaved !== undefined
}

/** Who is asked about each handler; nobody, unless that is wanted. */
function promptsFor(args: ConvertArguments, terminal: Terminal): Prompts | undefined {
  const { interactive, explain: wanted, 'stdin-filepath': unsaved } = args
  if (!interactive) return undefined
  if (wanted !== undefined || unsaved !== undefined) throw new UsageError('--interactive asks about each handler, and explains it where that is wanted. Leave out --explain and --stdin-filepath.')
  if (formatOf(args) !== 'text') throw new UsageError(`--interactive asks where it prints, so that --${args.json ? 'json' : `format ${formatOf(args)}`} would stand among its questions. Leave out one of the two.`)
  if (terminal.prompts) return terminal.prompts
  throw new UsageError('--interactive asks at a terminal, and stdin or stdout is none. Look with --dry-run instead, and name the handlers to convert.')
}

function requestFrom(args: ConvertArguments, cwd: string): ConvertRequest {
  return {
    cwd,
    ...(args.project !== undefined && { project: args.project }),
    selectors: selectorsOf(args),
    handlers: args.handlers,
    includeTests: args['include-tests'],
    changeTests: !args['no-tests'],
    callers: args.callers,
    comments: args.comments,
    guard: !args['no-guard'],
    ...(args.top !== undefined && { top: args.top }),
    ...evidenceFrom(args),
    parallelizeReads: args['parallelize-reads'],
  }
}

/** A text from stdin is meant as a whole, where nothing else is named. */
function selectorsOf({ selector, handlers, top, 'stdin-filepath': unsaved }: ConvertArguments): string[] {
  return unsaved !== undefined && selector.length === 0 && !handlers && top === undefined ? [unsaved] : selector
}

function testOptionsFrom(args: ConvertArguments, cwd: string): TestOptions | undefined {
  const { test: command, 'test-timeout': seconds, 'baseline-may-fail': mayFailBefore } = args
  if (command === undefined) {
    if (mayFailBefore) throw new UsageError('--baseline-may-fail says something about the tests of --test "<command>", which is not given.')
    return undefined
  }
  if (args['dry-run'] || args.explain !== undefined || args['stdin-filepath'] !== undefined) {
    throw new UsageError('--test runs the tests on new texts, which have to be written for that. Leave out --dry-run, --explain and --stdin-filepath.')
  }
  if (!(seconds > 0)) throw new UsageError('--test-timeout takes a number of seconds above 0.')
  return { command, cwd, seconds, mayFailBefore }
}

function assertSelection({ selector, handlers, top, ...args }: ConvertArguments): void {
  if (selector.includes('')) throw new UsageError('A selector is empty. Name a file, a function or a route.')
  if (top !== undefined && !(Number.isInteger(top) && top > 0)) throw new UsageError('--top takes a number of handlers, 1 or more.')
  if (top === undefined && evidenceFrom(args).evidence) throw new UsageError('What was measured chooses handlers only with --top <number>.')
  if (selector.length > 0 || handlers || top !== undefined || args['stdin-filepath'] !== undefined) return
  throw new UsageError('Nothing is selected. Name a file, a function or a route, or pass --handlers to select every handler.')
}

function assertClean(cwd: string): void {
  const dirty = dirtyFiles(cwd) ?? []
  if (dirty.length === 0) return
  const shown = dirty.slice(0, 5).map((file) => `  ${file}`)
  const more = dirty.length > shown.length ? [`  and ${dirty.length - shown.length} more`] : []
  throw new UsageError([
    'Git has uncommitted changes, which a conversion would mix with its own:',
    ...shown,
    ...more,
    'Commit or stash them first, look without writing (--dry-run), or write all the same (--force).',
  ].join('\n'))
}
