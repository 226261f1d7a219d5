import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { flagTexts } from '../src/flags/index.js'
import { groupBy } from '../src/group-by.js'
import type { FlagCode } from '../src/model/flag.js'
import type { Change, ChangeKind } from '../src/model/plan.js'
import { nodeRules } from '../src/rules/index.js'
import { convertFiles } from './support/convert-files.js'
import { type FixtureCase, fixtureFolders, readFixtureCase } from './support/fixture-case.js'

// A record, so that a new kind of change does not compile until it is named here.
const changeKinds: Record<ChangeKind, true> = {
  'make-async': true,
  'await-type': true,
  'await-call': true,
  'iterate-async': true,
  'move-default': true,
  'async-iterator-type': true,
  'swap-api': true,
  'await-callbacks': true,
  'add-twin': true,
  'use-twin': true,
  'use-client': true,
  'build-in-thread': true,
  'client-type': true,
  'expose-twin': true,
  'wrap-handler': true,
  'guard-handler': true,
  'rename': true,
  'expect-promise': true,
  'await-outcome': true,
  'drop-done': true,
  'drop-value': true,
  'move-block': true,
  'hoist': true,
  'make-folder': true,
  'await-together': true,
}

/** What no folder can show, and the test that shows it. */
const shownElsewhere: Partial<Record<FlagCode, string>> = {
  'stale-file': 'test/apply',
  'test-failed': 'test/test-runs',
}

const flagCodes = Object.keys(flagTexts)

describe('the fixtures show every', () => {
  const cases = fixtureFolders().map(readFixtureCase)
  const shown = new Set<string>()
  const wanted = [...Object.keys(changeKinds), ...nodeRules.map(({ module }) => module)]

  beforeAll(async () => {
    for (const fixture of fromEachTheme(cases)) {
      if (wanted.every((each) => shown.has(each))) return
      for (const each of await usedBy(fixture)) shown.add(each)
    }
  }, 1_200_000)

  test.each(Object.keys(changeKinds))('kind of change: %s', (kind) => {
    expect(shown).toContain(kind)
  })

  test.each([...new Set(nodeRules.map(({ module }) => module))])('rule module: %s', (module) => {
    expect(shown).toContain(module)
  })

  test.each(flagCodes.filter((code) => !(code in shownElsewhere)))('flag: %s', (code) => {
    const codes = cases.flatMap(({ flags }) => flags.map((line) => line.split(' ').at(-1)))
    expect(codes).toContain(code)
  })
})

describe('docs', () => {
  test.each(flagCodes)('have a page on the flag %s', (code) => {
    expect(existsSync(resolve(import.meta.dirname, `../docs/flags/${code}.md`))).toBe(true)
  })
})

/** The first of each theme, then the second of each: themes differ more than their cases do, so that few have to be converted. */
function fromEachTheme(cases: readonly FixtureCase[]): FixtureCase[] {
  const themes = [...groupBy(cases, ({ name }) => name.split('/')[0]).values()]
  const longest = Math.max(...themes.map((theme) => theme.length))
  return Array.from({ length: longest }, (_, index) => themes.flatMap((theme) => theme.slice(index, index + 1))).flat()
}

async function usedBy(fixture: FixtureCase): Promise<string[]> {
  const { outcome } = await convertFiles(fixture, fixture.input)
  return outcome.plan.files.flatMap(({ changes }) => changes.flatMap(namesIn))
}

function namesIn(change: Change): string[] {
  if (change.kind === 'swap-api') return [change.kind, change.module]
  if ('changes' in change) return [change.kind, ...change.changes.flatMap(namesIn)]
  return [change.kind]
}
