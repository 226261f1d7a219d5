import { beforeAll, describe, expect, test } from 'vitest'
import { convertCorpus, raisedFlags } from './corpus/raised-flags.js'
import { readCorpus } from './corpus/situation.js'
import { inFolderOf } from './support/folder.js'
import { PromiseLinter } from './support/lint-projects.js'

/** Where unblock speaks and typescript-eslint's rules on promises do not, or the other way round, and why that is right. */
const differences: Record<string, string> = {
  'floating-promise/catches-itself.ts:21 only typescript-eslint': 'the function catches all its errors, which no rule looks at',
  'floating-promise/catches-itself.ts:22 only typescript-eslint': 'the function catches all its errors, which no rule looks at',
  'misused-promise/answered.js:12 only unblock': 'no rule looks at what is written out',
  'misused-promise/answered-in-a-literal.ts:10 only unblock': 'no rule looks at what is written out',
  'misused-promise/answered-in-a-list.ts:10 only unblock': 'no rule looks at what is written out',
  'misused-promise/in-json.ts:10 only unblock': 'no rule looks at what is written out',
  'misused-promise/in-a-template.ts:10 only unblock': 'restrict-template-expressions tells of all objects, and is not about promises',
  'misused-promise/in-arithmetic.js:13 only unblock': 'TypeScript tells of it, and nobody in JavaScript',
  'misused-promise/member.cjs:12 only unblock': 'TypeScript tells of it, and nobody in JavaScript',
  'misused-promise/member.cjs:13 only unblock': 'TypeScript tells of it, and nobody in JavaScript',
}

const { files, situations } = readCorpus()
const names = situations.map(({ name }) => name).filter((name) => /^(floating|misused)-promise\//.test(name))
const seen: string[] = []

beforeAll(async () => {
  const raised = raisedFlags(await convertCorpus(files))
  const found = await inFolderOf(files, (folder) => {
    const linter = new PromiseLinter(folder, names)
    return names.flatMap((name) => linter.findingsIn(name)).filter(({ rule }) => /no-(floating|misused)-promises$/.test(rule))
  })
  const theirs = new Set(found.map(({ file, line }) => `${file}:${String(line)}`))
  const ours = new Set(names.flatMap((name) => (raised.get(name) ?? []).filter(({ code }) => code.endsWith('-promise')).map(({ line }) => `${name}:${String(line)}`)))
  seen.push(
    ...[...ours].filter((place) => !theirs.has(place)).map((place) => `${place} only unblock`),
    ...[...theirs].filter((place) => !ours.has(place)).map((place) => `${place} only typescript-eslint`),
  )
}, 300_000)

describe('on promises that were lost before', () => {
  test('unblock and typescript-eslint agree, but where a reason is given', () => {
    expect(seen.toSorted()).toEqual(Object.keys(differences).toSorted())
  })
})
