import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { FunctionId } from '../../src/model/ids.js'
import type { CallerPolicy, Verdict } from '../../src/model/plan.js'
import { convert } from '../../src/pipeline.js'
import type { ConvertOutcome } from '../../src/report/outcome.js'
import { type Files, inFolderOf } from '../support/folder.js'
import { programOf, type RandomGraph, randomGraphs } from './random-graph.js'
import { type Exported, runProgram } from './run-program.js'
import { fileOf } from './spell-modules.js'

const policies: CallerPolicy[] = ['propagate', 'twin']

describe.each(policies)('twins in random programs, --callers %s', (callers) => {
  const graphs = fc.sample(randomGraphs, { seed: 3, numRuns: 16 })
  let outcome: ConvertOutcome
  const verdicts = new Map<FunctionId, Verdict>()

  beforeAll(async () => {
    outcome = await convertAll(graphs, callers)
    for (const decision of outcome.plan.decisions) verdicts.set(decision.function, decision.verdict)
  }, 60_000)

  const becomesAsync = (id: FunctionId): boolean => ['convert', 'twin'].includes(verdicts.get(id) ?? 'keep')
  const isSelected = (id: FunctionId): boolean =>
    outcome.plan.decisions.some((decision) => decision.function === id && decision.because.some(({ kind }) => kind === 'selected'))

  test('hold: nothing was left out by the check', () => {
    expect(outcome.flags.filter(({ code }) => code === 'check-failed')).toEqual([])
    expect(new Set(verdicts.values())).toEqual(new Set(['convert', 'twin', 'keep']))
  })

  test('are called, or selected', () => {
    const twins = [...verdicts].filter(([, verdict]) => verdict === 'twin').map(([id]) => id)
    const familyOf = new Map(outcome.facts.functions.map(({ id, family }) => [id, family ?? id]))
    const called = new Set(outcome.facts.calls.filter(({ caller }) => becomesAsync(caller)).map(({ callee }) => familyOf.get(callee)))
    expect(twins.filter((id) => !called.has(familyOf.get(id)) && !isSelected(id))).toEqual([])
  })

  test('are there wherever code that stays sync calls what is async now', () => {
    const cut = outcome.facts.calls.filter(({ caller, callee }) => verdicts.get(callee) === 'convert' && !becomesAsync(caller))
    expect(cut).toEqual([])
  })

  test('leave callers outside of the selection alone', () => {
    const selectsNothing = graphs.flatMap((graph, place) => (graph.functions.some((each) => each.isSelected) ? [] : [`g${String(place)}/`]))
    expect(selectsNothing).not.toEqual([])
    const changed = outcome.results.filter(({ status }) => status === 'changed').map(({ file }) => file)
    expect(changed.filter((file) => selectsNothing.some((folder) => file.startsWith(folder)))).toEqual([])
    if (callers === 'propagate') return
    const reached = reachedFrom(outcome, [...verdicts.keys()].filter(isSelected))
    expect([...verdicts.keys()].filter((id) => becomesAsync(id) && !reached.has(id))).toEqual([])
  })

  test('do what the functions did, and the functions still do it', async () => {
    for (const [place, graph] of graphs.entries()) {
      const before = programOf(graph)
      const after = new Map([...before].map(([path, text]) => [path, textAfter(outcome, `g${String(place)}/${path}`) ?? text]))
      const [old, converted] = [runProgram(before), runProgram(after)]
      for (const [path, exported] of old) {
        expect(await valuesOf(converted.get(path) ?? {}, exported), [...after].flat().join('\n')).toEqual(await valuesOf(exported, exported))
      }
      for (const [index, each] of graph.functions.entries()) {
        const id = `g${String(place)}/${fileOf(each)}#f${String(index)}` as FunctionId
        const result = call(converted.get(fileOf(each))?.[`f${String(index)}`])
        expect(result instanceof Promise, `${id} is ${verdicts.get(id) ?? 'kept'}`).toBe(verdicts.get(id) === 'convert')
      }
    }
  })
})

function convertAll(graphs: readonly RandomGraph[], callers: CallerPolicy): Promise<ConvertOutcome> {
  const files: Files = new Map([['package.json', Buffer.from('{ "type": "module" }')]])
  const selectors = graphs.flatMap((graph, place) => {
    for (const [path, text] of programOf(graph)) files.set(`g${String(place)}/${path}`, Buffer.from(text))
    return graph.functions.flatMap((each, index) => (each.isSelected ? [`g${String(place)}/${fileOf(each)}#f${String(index)}`] : []))
  })
  return inFolderOf(files, (cwd) => convert({ cwd, selectors, handlers: false, includeTests: true, changeTests: true, callers }))
}

function reachedFrom({ facts }: ConvertOutcome, selected: readonly FunctionId[]): Set<FunctionId> {
  const reached = new Set(selected)
  for (const id of reached) {
    const family = facts.functions.find((fact) => fact.id === id)?.family
    if (family !== undefined) for (const fact of facts.functions) if (fact.family === family) reached.add(fact.id)
    for (const each of facts.calls) if (each.caller === id) reached.add(each.callee)
  }
  return reached
}

function textAfter({ results }: ConvertOutcome, path: string): string | undefined {
  return results.find(({ file }) => file === path)?.after
}

/** What is exported before, in the words of one version: strings as they are, functions by what they give, twins too. */
async function valuesOf(exported: Exported, names: Exported): Promise<Record<string, unknown>> {
  const entries = Object.keys(names).filter((name) => name !== 'shelf').map(async (name) => {
    const twin = exported[`${name}Async`]
    const value = await call(exported[name])
    return [name, { value, twin: twin === undefined ? value : await call(twin) }] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

function call(value: unknown): unknown {
  return typeof value === 'function' ? Reflect.apply(value, undefined, [2]) : value
}
