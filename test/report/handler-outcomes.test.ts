import { describe, expect, it } from 'vitest'
import { handlerOutcomes } from '../../src/report/handler-outcomes.js'
import { isComplete } from '../../src/report/is-complete.js'
import { functionId, OutcomeBuilder } from './outcome-builder.js'

const text = `
function handler() { load(1) }
function load() { fs.readFileSync('a') ; read(2) }
function read() { fs.statSync('b') }
function other() { load(3) }
`

/** handler → load → read; load and read block. */
function routeWithHelpers(after = `${text}// changed`): OutcomeBuilder {
  return new OutcomeBuilder()
    .file('a.ts', text, after)
    .function('a.ts#handler', 'declaration', '{ load(1) }')
    .function('a.ts#load', 'declaration', "{ fs.readFileSync('a') ; read(2) }")
    .function('a.ts#read', 'declaration', "{ fs.statSync('b') }")
    .function('a.ts#other', 'declaration', '{ load(3) }')
    .handler('a.ts#handler', 'GET /', 'handler')
    .decision('a.ts#handler', 'convert', [{ kind: 'selected', by: 'GET /' }])
    .call('a.ts#handler', 'a.ts#load', 'load(1)')
    .call('a.ts#load', 'a.ts#read', 'read(2)')
    .call('a.ts#other', 'a.ts#load', 'load(3)')
    .use('a.ts#load', 'fs.readFileSync')
    .use('a.ts#read', 'fs.statSync')
}

function outcomesOf(outcome: OutcomeBuilder): string[] {
  return handlerOutcomes(outcome.build()).map(({ outcome: result }) => result)
}

describe('the outcome of a handler', () => {
  it('is converted when all blocking calls in its reach are replaced', () => {
    const outcome = routeWithHelpers().swap('a.ts', 'fs.readFileSync').swap('a.ts', 'fs.statSync')
    expect(outcomesOf(outcome)).toEqual(['converted'])
    expect(isComplete(outcome.build())).toBe(true)
  })

  it('is partly when some are', () => {
    const outcome = routeWithHelpers().swap('a.ts', 'fs.statSync')
    expect(outcomesOf(outcome)).toEqual(['partly'])
    expect(isComplete(outcome.build())).toBe(false)
  })

  it('is blocked when none is', () => {
    const outcome = routeWithHelpers()
    expect(outcomesOf(outcome)).toEqual(['blocked'])
    expect(isComplete(outcome.build())).toBe(false)
  })

  it('is blocked when the file of the swaps failed', () => {
    const outcome = routeWithHelpers(text).swap('a.ts', 'fs.readFileSync').swap('a.ts', 'fs.statSync')
    expect(outcomesOf(outcome)).toEqual(['blocked'])
  })

  it.each([
    [false, 'nothing-blocking'],
    [true, 'already-async'],
  ] as const)('tells a sync handler without blocking calls from an async one: %s', (isAsync, expected) => {
    const outcome = new OutcomeBuilder()
      .file('a.ts', text)
      .function('a.ts#handler', 'declaration', '{ load(1) }', { isAsync })
      .handler('a.ts#handler', 'GET /', 'handler')
      .decision('a.ts#handler', 'keep', [{ kind: 'selected', by: 'GET /' }])
    expect(outcomesOf(outcome)).toEqual([expected])
    expect(isComplete(outcome.build())).toBe(true)
  })

  it('leaves out handlers that were not selected', () => {
    expect(outcomesOf(routeWithHelpers().handler('a.ts#other', 'GET /other', 'other'))).toHaveLength(1)
  })

  it('does not matter for a function that was selected with its file and stays for start-up code', () => {
    const staysSync = { kind: 'stays-sync-for', function: functionId('a.ts#other'), why: 'module-top-level' } as const
    const outcome = routeWithHelpers().swap('a.ts', 'fs.readFileSync').swap('a.ts', 'fs.statSync').use('a.ts#other', 'load(3)')
    const selected = { kind: 'selected', by: 'a.ts' } as const
    const at = outcome.place('a.ts', 'load(3)')
    expect(isComplete(outcome.decision('a.ts#other', 'keep', [selected, { ...staysSync, at }]).build())).toBe(true)
    expect(isComplete(outcome.decision('a.ts#other', 'keep', [selected]).build())).toBe(false)
  })

  it('ends in a cycle of calls', () => {
    const outcome = routeWithHelpers().call('a.ts#read', 'a.ts#load', 'load(1)').swap('a.ts', 'fs.readFileSync').swap('a.ts', 'fs.statSync')
    expect(outcomesOf(outcome)).toEqual(['converted'])
  })

  it('reaches the members of a family', () => {
    const outcome = new OutcomeBuilder()
      .file('a.ts', text)
      .function('a.ts#handler', 'declaration', '{ load(1) }')
      .function('a.ts#Store.load', 'signature', 'load', { family: 'load' })
      .function('a.ts#FileStore.load', 'method', "{ fs.statSync('b') }", { family: 'load' })
      .handler('a.ts#handler', 'GET /', 'handler')
      .decision('a.ts#handler', 'convert', [{ kind: 'selected', by: 'GET /' }])
      .call('a.ts#handler', 'a.ts#Store.load', 'load(1)')
      .use('a.ts#FileStore.load', 'fs.statSync')
    expect(outcomesOf(outcome)).toEqual(['blocked'])
  })
})

describe('with twins', () => {
  const twin = { component: 0, kind: 'add-twin', form: 'declaration', name: 'load', twinName: 'loadAsync' } as const

  /** `load` keeps its sync version; its twin, with what is written inside it, is async. */
  function routeWithTwin(): OutcomeBuilder {
    const outcome = routeWithHelpers()
    const body = outcome.span('a.ts', "{ fs.readFileSync('a') ; read(2) }")
    return outcome
      .decision('a.ts#load', 'twin', [])
      .decision('a.ts#read', 'convert', [])
      .change('a.ts', { ...twin, function: body, declaration: body, changes: [outcome.swapOf('a.ts', 'fs.readFileSync')] })
      .swap('a.ts', 'fs.statSync')
  }

  it('is converted when the handler calls the twin', () => {
    const outcome = routeWithTwin()
    const name = { start: text.indexOf('load(1)'), end: text.indexOf('load(1)') + 4 }
    expect(outcomesOf(outcome.change('a.ts', { component: 0, kind: 'use-twin', name, twinName: 'loadAsync' }))).toEqual(['converted'])
  })

  it('is partly when the handler goes on calling the sync version', () => {
    expect(outcomesOf(routeWithTwin())).toEqual(['partly'])
  })

  it('counts functions inside the twin as its own', () => {
    const body = "{ return ids.map(() => fs.readFileSync('a')) }"
    const source = `function load() ${body}\nfunction handler() { load(1) }\n`
    const outcome = new OutcomeBuilder().file('a.ts', source, `${source}// changed`)
    const nested = outcome.swapOf('a.ts', 'fs.readFileSync')
    const name = { start: source.indexOf('load(1)'), end: source.indexOf('load(1)') + 4 }
    outcome
      .function('a.ts#load', 'declaration', body)
      .function('a.ts#@34', 'arrow', "() => fs.readFileSync('a')")
      .function('a.ts#handler', 'declaration', '{ load(1) }')
      .handler('a.ts#handler', 'GET /', 'handler')
      .decision('a.ts#handler', 'convert', [{ kind: 'selected', by: 'GET /' }])
      .decision('a.ts#load', 'twin', [])
      .handover('a.ts#load', 'a.ts#@34', "() => fs.readFileSync('a')")
      .call('a.ts#handler', 'a.ts#load', 'load(1)')
      .use('a.ts#@34', 'fs.readFileSync')
      .change('a.ts', { ...twin, function: outcome.span('a.ts', body), declaration: outcome.span('a.ts', body), changes: [nested] })
      .change('a.ts', { component: 0, kind: 'use-twin', name, twinName: 'loadAsync' })
    expect(outcomesOf(outcome)).toEqual(['converted'])
  })
})
