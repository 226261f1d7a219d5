import type { TestReport } from './test-report.js'

/** A line about one test or one group, in a listing where what is inside of a group is indented. */
interface Entry {
  depth: number
  name: string
  /** A heading names a group before its tests. */
  outcome: 'heading' | 'passed' | 'failed' | 'skipped'
}

/** Reads TAP: `not ok 1 - name`, below `# Subtest: group`. */
export function readTap(lines: readonly string[]): TestReport {
  return reportOf(lines.flatMap(tapEntry))
}

/** Reads what node:test prints for people: `✖ name (1.5ms)`, below `▶ group`; what it repeats at the end does not count. */
export function readListing(lines: readonly string[]): TestReport {
  // Mocha uses the same marks, and tells the time of slow tests alone.
  if (!lines.some((line) => /^ℹ tests \d/.test(line))) return { failed: new Set() }
  const end = lines.findIndex((line) => line.trim() === '✖ failing tests:')
  return reportOf((end < 0 ? lines : lines.slice(0, end)).flatMap(listingEntry))
}

function tapEntry(line: string): Entry[] {
  const [, spaces = '', heading, not, title = ''] = /^( *)(?:# Subtest: (.*)|(not )?ok \d+ ?(?:- )?(.*))$/.exec(line) ?? []
  const depth = spaces.length / 4
  if (heading !== undefined) return [{ depth, name: heading, outcome: 'heading' }]
  if (!/^ *(not )?ok \d/.test(line)) return []
  const [name = '', directive] = title.split(/ # (?=skip|todo|time)/i)
  if (/^(skip|todo)/i.test(directive ?? '')) return [{ depth, name, outcome: 'skipped' }]
  return [{ depth, name, outcome: not === undefined ? 'passed' : 'failed' }]
}

function listingEntry(line: string): Entry[] {
  const [, spaces = '', mark = '', name = '', time] = /^( *)([✖✔▶]) (.*?)( \([\d.]+ms\))?( #.*)?$/.exec(line) ?? []
  const depth = spaces.length / 2
  if (mark === '▶' && time === undefined) return [{ depth, name, outcome: 'heading' }]
  if (time === undefined) return []
  return [{ depth, name, outcome: mark === '✖' ? 'failed' : 'passed' }]
}

function reportOf(entries: readonly Entry[]): TestReport {
  const around: string[] = []
  const failed = new Set<string>()
  let passed = 0
  for (const { depth, name, outcome } of entries) {
    const path = [...around.slice(0, depth), name].join(' > ')
    if (outcome === 'heading') around.splice(depth, Infinity, name)
    if (outcome === 'failed') failed.add(path)
    if (outcome === 'passed') passed += 1
  }
  return entries.length === 0 ? { failed } : { failed, passed }
}
