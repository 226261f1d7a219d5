import pc from 'picocolors'
import { describe, expect, it } from 'vitest'
import { toJson } from '../../src/report/json.js'
import { toMarkdown } from '../../src/report/markdown.js'
import { toSarif } from '../../src/report/sarif.js'
import { formatSummary } from '../../src/report/summary.js'
import { OutcomeBuilder } from './outcome-builder.js'

const text = 'const a = one()\nconst b = two()\nconst c = three(b)\nconst d = four()\n'

/** Two reads that start at once, one that needs them, and one behind an effect. */
const outcome = new OutcomeBuilder()
  .file('src/a.ts', text, `// changed\n${text}`)
  .together('src/a.ts#show', 'const a = one()', 'const b = two()')
  .waiting('src/a.ts#show', 'const d = four()', { why: 'effect', by: 'three' })
  .waiting('src/a.ts#show', 'const c = three(b)', { why: 'needs' })
  .build()

const told = {
  isDone: true,
  together: [{ file: 'src/a.ts', line: 1, function: 'src/a.ts#show', reads: 2 }],
  left: [
    { file: 'src/a.ts', line: 3, why: 'needs', reason: 'it needs what is read before' },
    { file: 'src/a.ts', line: 4, why: 'effect', reason: '`three` has an effect' },
  ],
}

describe('reads that start at once, and those that do not', () => {
  it('are told to a person', () => {
    const summary = formatSummary(outcome, { isDryRun: true, colors: pc.createColors(false) })
    expect(summary).toContain('Reads: Started at once, as they need not wait for one another: 2 reads in 1 place\n  src/a.ts:1  2 reads\n')
    expect(summary).toContain('Left alone on purpose (2): these wait for what stands before them (--parallelize-reads)\n  src/a.ts:3  it needs what is read before\n  src/a.ts:4  `three` has an effect\n')
  })

  it('are told in a pull request', () => {
    const said = toMarkdown(outcome, true)
    expect(said).toContain('Started at once, as they need not wait for one another: 2 reads in 1 place.\n\n- `src/a.ts:1  2 reads`\n')
    expect(said).toContain('(--parallelize-reads)</summary>\n\n- `src/a.ts:3` it needs what is read before\n- `src/a.ts:4` `three` has an effect\n')
  })

  it('are told to a program', () => {
    expect(toJson(outcome).reads).toEqual(told)
  })

  it('are told in SARIF, where they are no results', () => {
    const [run] = toSarif(outcome, { version: '1.2.3', pageOf: () => '' }).runs
    expect(run).toMatchObject({ results: [], properties: { reads: told } })
  })
})
