import { describe, expect, it } from 'vitest'
import { explain } from '../../src/report/explain.js'
import { findFunction } from '../../src/report/find-function.js'
import { functionId, OutcomeBuilder } from './outcome-builder.js'

const text = `function handler() {
  load(1)
}
function load() {
  read(2)
}
function read() {
  fs.readFileSync('a')
}
function other() {
  read(3)
}
class Db { other() {} }
`

function builder(): OutcomeBuilder {
  return new OutcomeBuilder()
    .file('a.ts', text)
    .select('GET /')
    .function('a.ts#handler', 'declaration', '{\n  load(1)\n}')
    .function('a.ts#load', 'declaration', '{\n  read(2)\n}')
    .function('a.ts#read', 'declaration', "{\n  fs.readFileSync('a')\n}")
    .function('a.ts#other', 'declaration', '{\n  read(3)\n}')
    .function('a.ts#Db.other', 'method', '{}')
    .call('a.ts#other', 'a.ts#read', 'read(3)')
    .use('a.ts#read', 'fs.readFileSync')
}

function converted(): OutcomeBuilder {
  const outcome = builder()
  const at = (code: string) => outcome.place('a.ts', code)
  return outcome
    .decision('a.ts#handler', 'convert', [
      { kind: 'selected', by: 'GET /' },
      { kind: 'calls-api', rule: 'fs.statSync', at: at('handler') },
      { kind: 'calls', function: functionId('a.ts#load'), at: at('load(1)') },
    ])
    .decision('a.ts#load', 'convert', [
      { kind: 'called-by', function: functionId('a.ts#handler'), at: at('load(1)') },
      { kind: 'calls', function: functionId('a.ts#read'), at: at('read(2)') },
    ])
    .decision('a.ts#read', 'twin', [
      { kind: 'called-by', function: functionId('a.ts#load'), at: at('read(2)') },
      { kind: 'calls-api', rule: 'fs.readFileSync', at: at('fs.readFileSync') },
      { kind: 'stays-sync-for', function: functionId('a.ts#other'), at: at('read(3)'), why: 'constructor' },
    ])
}

describe('explain', () => {
  it('follows the reasons up to the selection and down to the blocking call', () => {
    expect(explain(converted().build(), functionId('a.ts#load'))).toBe(`\
a.ts#load becomes async because:
  a.ts#handler calls it at a.ts:2
  it calls a.ts#read at a.ts:5
a.ts#handler becomes async because:
  it was selected by 'GET /'
  it calls fs.statSync at a.ts:1
  it calls a.ts#load at a.ts:2
a.ts#read stays, and gets an async twin beside it, because:
  a.ts#load calls it at a.ts:5
  it calls fs.readFileSync at a.ts:8
  it stays sync for a.ts#other at a.ts:11: a constructor hands out its object at once and cannot wait
`)
  })

  it('says why a function that blocks stays', () => {
    expect(explain(converted().build(), functionId('a.ts#other'))).toBe(
      "a.ts#other stays as it is:\n  it blocks, but nothing that was selected asks for it (selected: GET /)\n",
    )
  })

  it('says who needs a selected function as it is', () => {
    const outcome = builder()
    outcome.decision('a.ts#read', 'keep', [
      { kind: 'selected', by: 'a.ts' },
      { kind: 'stays-sync-for', function: functionId('a.ts#other'), at: outcome.place('a.ts', 'read(3)'), why: 'module-top-level' },
    ])
    expect(explain(outcome.build(), functionId('a.ts#read'))).toBe(`\
a.ts#read stays as it is:
  it was selected by 'a.ts'
  it stays sync for a.ts#other at a.ts:11: the top level of this module runs while the module loads and stays sync
`)
  })

  it.each([
    ['outside-selection', 'nobody selected it, nor runs it from what was selected, so that it keeps the sync function'],
    ['stays-itself', 'it stays sync itself, for others'],
    ['hands-it-on', 'the code that it hands it to uses the result at once'],
    ['has-twin', 'an async twin of it is there already, from an earlier run, and is used in its place'],
    ['public', 'the package offers it to others, whose calls are not to change'],
  ])('says why a function has a twin: %s', (why, said) => {
    const outcome = builder()
    outcome.decision('a.ts#read', 'twin', [{ kind: 'stays-sync-for', function: functionId('a.ts#other'), at: outcome.place('a.ts', 'read(3)'), why }])
    expect(explain(outcome.build(), functionId('a.ts#read'))).toBe(
      `a.ts#read stays, and gets an async twin beside it, because:\n  it stays sync for a.ts#other at a.ts:11: ${said}\n`,
    )
  })

  it('says that nothing blocks', () => {
    expect(explain(converted().build(), functionId('a.ts#Db.other'))).toBe(
      'a.ts#Db.other stays as it is:\n  no blocking call was found in its reach\n',
    )
  })

  it('says why a function cannot be async', () => {
    const outcome = builder()
    outcome
      .decision('a.ts#read', 'blocked', [{ kind: 'rolled-back', message: 'a type error', at: outcome.place('a.ts', 'fs.readFileSync') }])
      .flag('cannot-be-async', outcome.place('a.ts', 'read'), { function: 'read', barrier: 'accessor' }, 'a.ts#read')
    expect(explain(outcome.build(), functionId('a.ts#read'))).toBe(`\
a.ts#read should become async and cannot:
  its change was left out after the check at a.ts:8: a type error
  read cannot be async: a getter or setter works at once and cannot wait.
`)
  })

  it('follows a cycle once', () => {
    const outcome = builder()
    const at = outcome.place('a.ts', 'function load')
    const cycle = outcome
      .decision('a.ts#load', 'convert', [{ kind: 'called-by', function: functionId('a.ts#read'), at }])
      .decision('a.ts#read', 'convert', [{ kind: 'called-by', function: functionId('a.ts#load'), at }])
    expect(explain(cycle.build(), functionId('a.ts#load'))).toBe('a.ts#load becomes async because:\n  a.ts#read calls it at a.ts:4\n')
  })
})

describe('findFunction', () => {
  const { functions } = builder().build().facts

  it.each([
    ['a.ts#other', 'a.ts#other'],
    ['load', 'a.ts#load'],
    ['Db.other', 'a.ts#Db.other'],
  ])('takes %s', (wanted, found) => {
    expect(findFunction(functions, wanted)).toBe(found)
  })

  it('asks which of two is meant', () => {
    expect(() => findFunction(functions, 'other')).toThrow(
      "More than one function is called 'other'. Name one of them in full:\n  a.ts#other\n  a.ts#Db.other",
    )
  })

  it('names the nearest', () => {
    expect(() => findFunction(functions, 'laod')).toThrow(/^No function is called 'laod'\. The nearest names are:\n {2}a\.ts#load\n/)
  })

  it('does not take the end of a name for a name', () => {
    expect(() => findFunction(functions, 'ead')).toThrow("No function is called 'ead'.")
  })
})
