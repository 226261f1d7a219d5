import { type CommandRun, runCommand } from '../src/test-runs/run-command.js'
import { type Baseline, baselineOf, type Broken, excerpt, isGreen, whatBroke } from '../src/test-runs/what-broke.js'
import type { Terminal } from './terminal.js'
import { TestError } from './test-error.js'

/** How to run the tests of a project. */
export interface TestOptions {
  command: string
  cwd: string
  /** For one run, at most. */
  seconds: number
  mayFailBefore: boolean
}

/** The tests of a project, which were run as it was, and can be run as it is now. */
export interface ProjectTests {
  before: Baseline
  /** What is worse than before, twice in a row; `about` says to a person what is being tried. */
  whatBroke(about: string): Promise<Broken | undefined>
  /** How often the command was run. */
  runs(): number
  /** It once failed and passed when run again, with nothing changed in between. */
  isFlaky(): boolean
}

/** Runs the tests as the project is; throws where they fail, unless they may. */
export async function testsBefore(options: TestOptions, terminal: Terminal): Promise<ProjectTests> {
  let runs = 0
  let isFlaky = false
  const run = async (about: string, seconds: number): Promise<CommandRun> => {
    runs += 1
    terminal.err(`Tests ${about}: `)
    return runUntilExit(options, seconds)
  }
  const say = (seconds: number, result: string) => { terminal.err(`${result} (${seconds.toFixed(1)} s)\n`) }
  const first = await run('before the conversion', options.seconds)
  say(first.seconds, isGreen(first) ? 'passed' : 'failed')
  const runsBefore = [first]
  if (!isGreen(first)) {
    if (first.isTimedOut || !options.mayFailBefore) throw red(first, options)
    const second = await run('before the conversion, again', options.seconds)
    say(second.seconds, isGreen(second) ? 'passed' : 'failed')
    isFlaky = isGreen(second)
    runsBefore.push(second)
  }
  const before = baselineOf(runsBefore)
  if (!before.isGreen && before.failed.size === 0) throw nameless(first, options)
  // A converted test that waits for ever should not do so for as long as the whole suite may take.
  const seconds = Math.min(options.seconds, Math.max(60, 10 * first.seconds))
  const judge = async (about: string) => {
    const done = await run(about, seconds)
    const broken = whatBroke(done, before)
    say(done.seconds, broken?.why ?? 'as before')
    return { broken, isTimedOut: done.isTimedOut }
  }
  return {
    before,
    runs: () => runs,
    isFlaky: () => isFlaky,
    whatBroke: async (about) => {
      const { broken, isTimedOut } = await judge(about)
      if (!broken || isTimedOut) return broken
      const again = await judge(`${about}, again`)
      if (!again.broken) isFlaky = true
      return again.broken
    },
  }
}

/** Runs the command; whatever ends this process ends it, too. */
async function runUntilExit({ command, cwd }: TestOptions, seconds: number): Promise<CommandRun> {
  let kill = () => {}
  const killAtExit = () => { kill() }
  // Before anything else that waits for the exit: what is restored then should not be changed by a test.
  process.prependListener('exit', killAtExit)
  try {
    return await runCommand(command, { cwd, seconds, onStart: (end) => { kill = end } })
  } finally {
    process.off('exit', killAtExit)
  }
}

function red(run: CommandRun, { command, seconds }: TestOptions): TestError {
  const how = run.isTimedOut ? `do not end within ${seconds} s (--test-timeout)` : 'fail'
  const advice = run.isTimedOut ? [] : ['Mend them first, or have only those count that do not fail yet: --baseline-may-fail.']
  return new TestError([`The tests ${how} before anything is converted, so nothing was written: ${command}`, indent(excerpt(run.output)), ...advice].join('\n'))
}

function nameless(run: CommandRun, { command }: TestOptions): TestError {
  return new TestError([
    `The tests fail before anything is converted, and their output names no failing test that could be told from others: ${command}`,
    indent(excerpt(run.output)),
    'Have them print TAP, or the JSON of jest, vitest or mocha.',
  ].join('\n'))
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ')
}
