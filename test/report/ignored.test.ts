import { describe, expect, it } from 'vitest'
import { isComplete } from '../../src/report/is-complete.js'
import { toJson } from '../../src/report/json.js'
import { leftAlone } from '../../src/report/left-alone.js'
import { toSarif } from '../../src/report/sarif.js'
import { functionId, OutcomeBuilder } from './outcome-builder.js'

const text = 'const get = () => load()\nconst load = () => [a, b].map(read)\nconst other = () => read(c)\n'

/** A handler that goes on blocking in a helper, and another one. */
function builder(): OutcomeBuilder {
  return new OutcomeBuilder().file('a.ts', text)
    .function('a.ts#get', 'arrow', 'load()')
    .function('a.ts#load', 'arrow', '[a, b].map(read)')
    .function('a.ts#other', 'arrow', 'read(c)')
    .call('a.ts#get', 'a.ts#load', 'load()')
    .use('a.ts#load', 'read')
    .use('a.ts#other', 'read(c)')
    .decision('a.ts#get', 'convert', [{ kind: 'selected', by: 'a.ts#get' }])
}

function flagged(on: string): OutcomeBuilder {
  const made = builder()
  return made.flag('blocking-call-left', made.place('a.ts', 'read'), { api: 'fs.readFileSync', why: 'no rule fits' }, on)
}

describe('a flag that a comment silences', () => {
  const outcome = flagged('a.ts#load').ignore('two small files').build()

  it('is left alone on purpose', () => {
    expect(leftAlone(outcome)).toEqual([
      { why: 'a comment says so (unblock-ignore)', places: [{ place: 'a.ts:2', note: 'blocking-call-left: two small files' }] },
    ])
  })

  it('has its reason in JSON, apart from the flags', () => {
    expect(toJson(outcome)).toMatchObject({ flags: [], ignored: [{ code: 'blocking-call-left', line: 2, reason: 'two small files' }] })
  })

  it('is suppressed in SARIF', () => {
    const [run] = toSarif(outcome, { version: '1.0.0', pageOf: () => '' }).runs
    expect(run?.results).toMatchObject([{ ruleId: 'blocking-call-left', suppressions: [{ kind: 'inSource', justification: 'two small files' }] }])
    expect(run?.tool.driver.rules).toHaveLength(1)
  })

  it('is no failure, for what it is in the reach of', () => {
    expect(isComplete(flagged('a.ts#load').build())).toBe(false)
    expect(isComplete(outcome)).toBe(true)
    expect(isComplete(flagged('a.ts#other').ignore('somewhere else').build())).toBe(false)
    expect(isComplete(flagged('a.ts#load').ignore('here').decision('a.ts#other', 'convert', [{ kind: 'selected', by: 'a.ts' }]).build())).toBe(false)
  })

  it('does not count for --fail-on review', () => {
    const made = new OutcomeBuilder().file('a.ts', text)
    made.flag('escapes', made.place('a.ts', 'read'), { function: 'load', to: 'map' })
    expect(isComplete(made.build(), 'review')).toBe(false)
    expect(isComplete(made.ignore('it waits').build(), 'review')).toBe(true)
  })
})

describe('what is left alone on purpose', () => {
  it('is told apart by why, and each line said once', () => {
    const made = builder().leaveAlone('a.ts', 'read')
    const at = made.place('a.ts', 'read(c)')
    const stays = (why: string) => ({ kind: 'stays-sync-for', function: functionId('a.ts#other'), why, at }) as const
    made.decision('a.ts#load', 'twin', [stays('outside-selection'), stays('left-alone')])
      .decision('a.ts#other', 'keep', [stays('outside-selection'), stays('module-top-level')])
    expect(leftAlone(made.build())).toEqual([
      { why: 'start-up code blocks nobody', places: [{ place: 'a.ts:2' }] },
      { why: 'nobody selected these callers, so that they keep the sync functions (--callers twin)', places: [{ place: 'a.ts:3' }] },
      { why: 'tests are not to change, so that they keep the sync functions (--no-tests)', places: [{ place: 'a.ts:3' }] },
    ])
  })
})
