import { test } from 'vitest'
import { resolve } from 'node:path'
import { convertFiles } from './support/convert-files.js'
import { readFixtureCase } from './support/fixture-case.js'
test('debug', async () => {
  const fixture = readFixtureCase(resolve(import.meta.dirname, '../fixtures', process.env.CASE ?? ''))
  const { outcome, flags } = await convertFiles(fixture, fixture.input)
  console.log(JSON.stringify({ facts: outcome.facts, plan: outcome.plan, flags: outcome.flags, lines: flags }, null, 1))
  console.log(outcome.results.map((r) => `${r.file} ${r.status}\n${r.after}`).join('\n'))
})
