import type { TestReport } from './test-report.js'

/** Reads the summaries of jest (`● group › name`), vitest (`FAIL file > group > name`) and mocha (`1) group`, `name:`). */
export function readSummaries(lines: readonly string[]): TestReport {
  const counts = lines.flatMap((line) => /^\s*Tests:?\s.*?\b(\d+) passed/.exec(line)?.[1] ?? /^\s*(\d+) passing\b/.exec(line)?.[1] ?? [])
  return {
    failed: new Set([...lines.flatMap(namedInLine), ...mochaFailures(lines)]),
    ...(counts.length > 0 && { passed: counts.reduce((sum, count) => sum + Number(count), 0) }),
  }
}

function namedInLine(line: string): string[] {
  const [, name] = /^\s*(?:FAIL\s+|● )(.+?)(?: \([\d.]+ m?s\))?$/.exec(line) ?? []
  return name === undefined ? [] : [name]
}

/** Behind "2 failing", each failure has a number, the groups around it, and last its name with a colon. */
function mochaFailures(lines: readonly string[]): string[] {
  const start = lines.findIndex((line) => /^\s*\d+ failing\b/.test(line))
  if (start < 0) return []
  const failures: string[] = []
  let path: string[] = []
  for (const line of lines.slice(start + 1)) {
    const [, first] = /^ {2}\d+\) (.*)$/.exec(line) ?? []
    if (first !== undefined) path = [first]
    else if (path.length > 0) path.push(line.trim())
    if (path.length > 0 && line.endsWith(':')) {
      failures.push(path.join(' > ').slice(0, -1))
      path = []
    }
  }
  return failures
}
