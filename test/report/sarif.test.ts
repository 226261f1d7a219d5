import { readFileSync } from 'node:fs'
import { Ajv, type SchemaObject } from 'ajv'
import { describe, expect, it } from 'vitest'
import { toSarif } from '../../src/report/sarif.js'
import { OutcomeBuilder } from './outcome-builder.js'

/** As the npm package @microsoft/jest-sarif 1.0.0-beta.0 has it (MIT), which is written for draft 4 but uses nothing that draft 7 reads otherwise. */
const schema = JSON.parse(readFileSync(new URL('./sarif-2.1.0-rtm.5.schema.json', import.meta.url), 'utf8')) as SchemaObject
delete schema.$schema
delete schema.id
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(schema)

/** Runs the value through JSON first, as a program that reads it would. */
function errorsOf(value: unknown) {
  validate(JSON.parse(JSON.stringify(value)))
  return validate.errors ?? null
}

const text = "import fs from 'fs'\r\n\r\nexport const get = () => load(1)\r\nconst load = () => fs.statSync('a')\r\n"
const pageOf = (code: string) => `# ${code}\n\n**review.** It means\nthis. And more.\n\n## Example\n`
const tool = { version: '1.2.3', pageOf }

function builder(file = 'src/a.ts') {
  const made = new OutcomeBuilder('/my project').file(file, text)
  return made
    .flag('escapes', made.place(file, 'load(1)'), { function: 'load', to: 'register' }, `${file}#load`)
    .flag('blocking-call-left', made.place(file, 'fs.statSync'), { api: 'fs.statSync', why: 'no rule fits' })
    .flag('stale-file', { ...made.place(file, ''), span: { start: 0, end: 0 } }, {})
}

describe('toSarif', () => {
  const log = toSarif(builder().build(), tool)
  const [run] = log.runs

  it('keeps the schema of SARIF 2.1.0, with flags and without', () => {
    expect(errorsOf(log)).toBeNull()
    expect(errorsOf(toSarif(new OutcomeBuilder().build(), tool))).toBeNull()
  })

  it.each([
    ['another version', { ...log, version: '2.0.0' }],
    ['an unknown key', { ...log, more: 1 }],
    ['an unknown level', { ...log, runs: [{ ...run, results: [{ ...run?.results[0], level: 'fatal' }] }] }],
    ['a result without a message', { ...log, runs: [{ ...run, results: [{ ...run?.results[0], message: undefined }] }] }],
    ['a line that counts from 0', { ...log, runs: [{ ...run, results: [{ message: { text: 'a' }, locations: [{ physicalLocation: { artifactLocation: { uri: 'a' }, region: { startLine: 0 } } }] }] }] }],
  ])('has a schema that refuses %s', (_, value) => {
    expect(errorsOf(value)).not.toBeNull()
  })

  it('says in each result what, how grave and where', () => {
    expect(run?.results.map(({ ruleId, level, locations }) => [ruleId, level, locations[0]?.physicalLocation.region])).toEqual([
      ['stale-file', 'error', undefined],
      ['escapes', 'warning', { startLine: 3, startColumn: 26, endLine: 3, endColumn: 33 }],
      ['blocking-call-left', 'error', { startLine: 4, startColumn: 20, endLine: 4, endColumn: 31 }],
    ])
    expect(run?.results[1]?.locations[0]?.logicalLocations).toEqual([{ fullyQualifiedName: 'src/a.ts#load', kind: 'function' }])
    expect(run?.results[2]?.message.text).toBe('fs.statSync still blocks: it stays, because no rule fits.\nRemove that reason or replace the call by hand, then run unblock again.')
  })

  it('describes each rule once, with its page', () => {
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(['blocking-call-left', 'escapes', 'stale-file'])
    expect(run?.results.map(({ ruleId, ruleIndex }) => run.tool.driver.rules[ruleIndex]?.id === ruleId)).toEqual([true, true, true])
    expect(run?.tool.driver.rules[1]).toEqual({
      id: 'escapes',
      shortDescription: { text: 'It means this.' },
      fullDescription: { text: 'It means this. And more.' },
      help: { text: pageOf('escapes'), markdown: pageOf('escapes') },
      defaultConfiguration: { level: 'warning' },
    })
  })

  it('names files from the root of the project, as URIs', () => {
    const odd = toSarif(builder('src/a b#1?.ts').build(), tool).runs[0]
    expect(odd?.results[0]?.locations[0]?.physicalLocation.artifactLocation).toEqual({ uri: 'src/a%20b%231%3F.ts', uriBaseId: '%SRCROOT%' })
    expect(odd?.originalUriBaseIds).toEqual({ '%SRCROOT%': { uri: 'file:///my%20project/' } })
  })

  it('knows a flag again whose line has moved, and tells equal ones apart', () => {
    const prints = (source: string) => {
      const made = new OutcomeBuilder().file('a.ts', source)
      const place = made.place('a.ts', 'load(1)')
      made.flag('escapes', place, {}).flag('escapes', { ...place, span: { ...place.span, start: place.span.start + 1 } }, {})
      return toSarif(made.build(), tool).runs[0]?.results.map(({ partialFingerprints }) => partialFingerprints['unblock/v1'])
    }
    const [first, second] = prints(text) ?? []
    expect(first).toMatch(/^[0-9a-f]{16}:1$/)
    expect(second).toBe(first?.replace(':1', ':2'))
    expect(prints(`// moved\n${text}`)).toEqual([first, second])
    expect(prints(text.replace('export const get', 'const other'))).not.toEqual([first, second])
  })
})
