import type { TestReport } from './test-report.js'

/** A test as jest and vitest write it in JSON (`fullName`, `status`), or as mocha does (`fullTitle`). */
type Fields = Readonly<Record<string, unknown>>

/** Reads the JSON reports of jest, vitest and mocha, also behind other output; undefined where there is none. */
export function readJsonReport(output: string): TestReport | undefined {
  const report = jsonIn(output)
  if (!report) return undefined
  const suites = listOf(report, 'testResults')
  if (suites.length > 0) {
    const tests = suites.flatMap((suite) => listOf(suite, 'assertionResults').map((test) => ({ name: `${textOf(suite, 'name')} > ${textOf(test, 'fullName')}`, status: test['status'] })))
    // A file that could not be loaded has no tests, and fails as a whole.
    const files = suites.filter((suite) => suite['status'] === 'failed').map((suite) => textOf(suite, 'name'))
    return { failed: new Set([...files, ...tests.filter(({ status }) => status === 'failed').map(({ name }) => name)]), passed: tests.filter(({ status }) => status === 'passed').length }
  }
  if (!Array.isArray(report['failures'])) return undefined
  return { failed: new Set(listOf(report, 'failures').map((test) => textOf(test, 'fullTitle'))), passed: listOf(report, 'passes').length }
}

function jsonIn(output: string): Fields | undefined {
  const start = output.search(/^\{/m)
  if (start < 0) return undefined
  try {
    const value: unknown = JSON.parse(output.slice(start, output.lastIndexOf('}') + 1))
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}

function listOf(fields: Fields, key: string): Fields[] {
  const list: unknown = fields[key]
  return Array.isArray(list) ? list.filter(isFields) : []
}

function textOf(fields: Fields, key: string): string {
  const text = fields[key]
  return typeof text === 'string' ? text : ''
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}
