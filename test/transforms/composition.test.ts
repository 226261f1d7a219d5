import fc from 'fast-check'
import { expect, it } from 'vitest'
import { applyEdits } from '../../src/apply/apply-edits.js'
import type { Change } from '../../src/model/plan.js'
import { rewrite } from '../../transforms/sync-to-async.js'
import { expectToParse, readMarked } from './marked.js'

const everyKind = `import fs, { readFileSync, existsSync } from 'fs'
import { «expose|specifier|load:load» } from './load.js'

«twin|one:export function one(p: string): «returns:string» «async:{
  return «await:«swap|readFile:readFileSync(«await:«use:load»(p)»)»»
}»»

export const two = «async:(ps: string[]): «returns:string[]» => «array|map:«array|filter:ps.filter(«async:(p) => «await:«swap|exists:existsSync(p)»»»)».map(«async:(p) => «await:«swap|readFile:readFileSync(p)»».trim()»)»»

export class Store {
  «twin|three:three(ps: string[]): «returns:void» «async:{
    «array|forEach:ps.forEach(«async:(p) => {
      if (!p) return
      «await:«swap|writeFile:fs.writeFileSync(p, «await:«use:load»(p)».x)»»
      «array|forEach:p.split('').forEach(«async:(q, i) => «await:two([q, String(i)])»[0]»)»
    }»)»
  }»»
}

app.get('/', «forward:«async:(req, res) => {
  res.a = «await:req?.b()».c
  «await:one('')».trim()
  return «await:«swap|read:fs.readSync(«await:two([])»)»»
}»»)
`
const { source, changes } = readMarked(everyKind)

it('composes any of the changes, in any order', () => {
  fc.assert(fc.property(fc.shuffledSubarray(changes), (chosen) => {
    const edits = rewrite(source, { file: 'a.ts', changes: chosen })
    const text = applyEdits(source, edits)
    expect(applyEdits(source, rewrite(source, { file: 'a.ts', changes: inOrder(chosen) }))).toBe(text)
    const lines = text.split('\n')
    // Await outside of an async function is no syntax error at a module's top level alone, so all of them are made async.
    if (asyncOf(changes).every((change) => chosen.includes(change))) expectToParse('a.ts', text)
    expect(lines.filter((line) => line.startsWith('import fs'))).toHaveLength(1)
  }), { numRuns: 60 })
})

it('parses with every function async and any of the other changes', () => {
  const others = changes.filter((change) => change.kind !== 'make-async')
  fc.assert(fc.property(fc.subarray(others), (chosen) => {
    expectToParse('a.ts', applyEdits(source, rewrite(source, { file: 'a.ts', changes: [...asyncOf(changes), ...chosen] })))
  }), { numRuns: 60 })
})

it('leaves CRLF between all lines', () => {
  const crlf = readMarked(everyKind.replaceAll('\n', '\r\n'))
  const text = applyEdits(crlf.source, rewrite(crlf.source, { file: 'a.ts', changes: crlf.changes }))
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(text.replaceAll('\r\n', '\n')).toBe(applyEdits(source, rewrite(source, { file: 'a.ts', changes })))
})

function asyncOf(all: Change[]): Change[] {
  return all.filter((change) => change.kind === 'make-async')
}

function inOrder(chosen: Change[]): Change[] {
  return changes.filter((change) => chosen.includes(change))
}
