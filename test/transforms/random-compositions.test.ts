import fc from 'fast-check'
import { expect, it } from 'vitest'
import { applyEdits } from '../../src/apply/apply-edits.js'
import type { Change } from '../../src/model/plan.js'
import { rewrite } from '../../transforms/sync-to-async.js'
import { UnsupportedRewrite } from '../../transforms/unsupported-rewrite.js'
import { expectToParse, readMarked } from './marked.js'
import { randomSources } from './random-source.js'

const settings = { numRuns: 2000, seed: 20 }

it('composes changes of all kinds to text that parses, whatever their order', () => {
  const refusals: string[] = []
  fc.assert(fc.property(randomSources, fc.infiniteStream(fc.nat()), ({ file, marked }, keys) => {
    const { source, changes } = readMarked(marked)
    const { text, refusal } = rewritten(source, { file, changes })
    expect(rewritten(source, { file, changes: shuffled(changes, keys) })).toEqual({ text, refusal })
    if (refusal) refusals.push(refusal)
    else expectToParse(file, text)
    expect(text).not.toMatch(/\bawait\s+await\b/)
  }), settings)
  expect(refusals.length).toBeLessThan(settings.numRuns / 5)
}, 240_000)

function rewritten(source: string, plan: { file: string; changes: Change[] }): { text: string; refusal?: string } {
  try {
    return { text: applyEdits(source, rewrite(source, plan)) }
  } catch (error) {
    if (error instanceof UnsupportedRewrite) return { text: '', refusal: `${error.message} (${error.span.start}–${error.span.end})` }
    throw error
  }
}

function shuffled(changes: Change[], keys: Iterator<number>): Change[] {
  const inside = changes.map((change) => (change.kind === 'add-twin' ? { ...change, changes: shuffled(change.changes, keys) } : change))
  const keyed = inside.map((change) => ({ change, key: Number(keys.next().value) }))
  return keyed.sort((a, b) => a.key - b.key).map(({ change }) => change)
}
