import type { CommandRun } from './run-command.js'
import { readTestReport } from './test-report.js'

/** How the tests were before a conversion. */
export interface Baseline {
  isGreen: boolean
  failed: ReadonlySet<string>
  /** How many passed at least, where the output says so. */
  passed?: number
}

/** What is worse than before. */
export interface Broken {
  why: string
  /** The tests that fail now and did not, as far as the output names them. */
  tests: string[]
  /** The part of the output that tells of it. */
  output: string
}

const maxLines = 25

/** Sums up the runs of the tests as they were: what failed in one of them may fail again. */
export function baselineOf(runs: readonly CommandRun[]): Baseline {
  const reports = runs.map(({ output }) => readTestReport(output))
  const counts = reports.flatMap(({ passed }) => passed ?? [])
  return {
    isGreen: runs.every(isGreen),
    failed: new Set(reports.flatMap(({ failed }) => [...failed])),
    ...(counts.length > 0 && { passed: Math.min(...counts) }),
  }
}

/** Whether all tests passed, as the command itself says. */
export function isGreen({ exitCode, isTimedOut }: CommandRun): boolean {
  return exitCode === 0 && !isTimedOut
}

/** Compares a run with how it was before; undefined where it is no worse. A test that is gone is worse, too. */
export function whatBroke(run: CommandRun, baseline: Baseline): Broken | undefined {
  const report = readTestReport(run.output)
  const tests = [...report.failed].filter((name) => !baseline.failed.has(name))
  const why = whyWorse(run, baseline, { isNew: tests.length > 0, isNamed: report.failed.size > 0, passed: report.passed })
  return why === undefined ? undefined : { why, tests, output: excerpt(run.output, tests) }
}

function whyWorse(run: CommandRun, { isGreen: wasGreen, passed: before }: Baseline, now: { isNew: boolean; isNamed: boolean; passed: number | undefined }): string | undefined {
  if (run.isTimedOut) return `it did not end within ${Math.round(run.seconds)} s`
  if (!isGreen(run)) {
    if (wasGreen || now.isNew) return `it fails with ${run.exitCode === null ? 'a signal' : `exit code ${run.exitCode}`}`
    if (!now.isNamed) return 'it fails, and its output names no test'
  }
  if (before !== undefined && (now.passed ?? 0) < before) return `only ${now.passed ?? 0} of the ${before} tests pass that did before`
  return undefined
}

/** From where the last of the named tests is told of, or the end of the output. */
export function excerpt(output: string, tests: readonly string[] = []): string {
  const lines = output.trimEnd().split(/\r?\n/)
  const [name = ''] = tests.map((test) => test.split(/ [>›] /).at(-1) ?? test)
  const told = name === '' ? -1 : lines.findLastIndex((line) => line.includes(name))
  const start = told >= 0 ? told : Math.max(0, lines.length - maxLines)
  return lines.slice(start, start + maxLines).join('\n')
}
