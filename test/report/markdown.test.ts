import { describe, expect, it } from 'vitest'
import { toMarkdown } from '../../src/report/markdown.js'
import { OutcomeBuilder } from './outcome-builder.js'

const text = "const c = fs.readFileSync('c')\nfunction get() { load(1) }\nfunction load() { fs.statSync('a') }\n"

function builder(): OutcomeBuilder {
  return new OutcomeBuilder()
    .file('src/a.ts', text, `${text}// changed`)
    .function('src/a.ts#get', 'declaration', '{ load(1) }')
    .function('src/a.ts#load', 'declaration', "{ fs.statSync('a') }")
    .handler('src/a.ts#get', 'GET /a|b', 'get')
    .call('src/a.ts#get', 'src/a.ts#load', 'load(1)')
    .use('src/a.ts#load', 'fs.statSync', 'fs.statSync')
    .decision('src/a.ts#get', 'convert', [{ kind: 'selected', by: 'GET /a' }])
    .swap('src/a.ts', 'fs.statSync')
}

describe('toMarkdown', () => {
  it('is the summary for a pull request', () => {
    const outcome = builder().leaveAlone('src/a.ts', 'fs.readFileSync')
    outcome.flag('escapes', outcome.place('src/a.ts', 'load(1)'), { function: 'load', to: 'register' }, 'src/a.ts#load')
    expect(toMarkdown(outcome.build(), false)).toBe(`\
## unblock: 1 file changed

0 functions made async, 0 awaits inserted, 1 blocking call replaced

| outcome | handler | place | function |
| --- | --- | --- | --- |
| converted | \`GET /a\\|b\` | \`src/a.ts:2\` | \`src/a.ts#get\` |

### To review: this was converted, and wants a look (1)

**escapes** at \`src/a.ts:2\`

\`\`\`
  1 | const c = fs.readFileSync('c')
> 2 | function get() { load(1) }
    |                  ^^^^^^^
  3 | function load() { fs.statSync('a') }
\`\`\`

load is handed to register, which cannot be seen from here and may use its result at once, so it stays sync there.
See what register does with a promise; hand it the async function if it waits for one, else do the blocking work before. More: \`unblock explain escapes\`

<details>
<summary>Left alone on purpose (1): start-up code blocks nobody</summary>

- \`src/a.ts:1\`

</details>
`)
  })

  it('says that there was nothing to do', () => {
    expect(toMarkdown(new OutcomeBuilder().file('a.ts', 'x').build(), true)).toBe('## unblock: No file would change\n\nNothing blocks in what was selected.\n')
  })

  it('shows what the code and the compiler say as it is', () => {
    const outcome = new OutcomeBuilder().file('a.ts', 'f(`\n```\n`)\n')
    outcome.flag('check-failed', outcome.place('a.ts', 'f('), { message: "'Promise<string>' is no `string` of @org/x, *not* a_b|c." })
    const said = toMarkdown(outcome.build(), true)
    expect(said).toContain("'Promise\\<string\\>' is no `string` of @\u200Borg/x, \\*not\\* a\\_b\\|c.")
    expect(said).toContain('\n````\n> 1 | f(`\n')
  })
})
