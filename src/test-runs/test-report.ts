import { readJsonReport } from './read-json-report.js'
import { readListing, readTap } from './read-listing.js'
import { readSummaries } from './read-summaries.js'

/** What the output of a test runner says; nothing where it is in none of the known forms. */
export interface TestReport {
  /** The failing tests, by their names and those of what is around them. */
  failed: ReadonlySet<string>
  /** How many passed. */
  passed?: number
}

/**
 * Reads the output of common test runners: the JSON of jest, vitest and mocha, TAP, and what node:test, jest, vitest and mocha print for
 * people. A command may run several of them.
 */
export function readTestReport(output: string): TestReport {
  const lines = output.split(/\r?\n/)
  const reports = [readJsonReport(output) ?? readSummaries(lines), readTap(lines), readListing(lines)]
  const counts = reports.flatMap(({ passed }) => passed ?? [])
  return {
    failed: new Set(reports.flatMap(({ failed }) => [...failed])),
    ...(counts.length > 0 && { passed: counts.reduce((sum, count) => sum + count, 0) }),
  }
}
