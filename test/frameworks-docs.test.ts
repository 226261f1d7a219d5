import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { Framework, Handling, ObjectForm } from '../src/analysis/frameworks/framework.js'
import { frameworks } from '../src/analysis/frameworks/index.js'

const page = readFileSync(resolve(import.meta.dirname, '../docs/frameworks.md'), 'utf8')

test.each(frameworks.map((framework) => [framework.title, framework] as const))('docs/frameworks.md says of %s what its table says', (title, framework) => {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? ''
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  expect(rows).toEqual(rowsOf(framework))
})

test('docs/frameworks.md knows no other frameworks', () => {
  const titles = page.split('\n').filter((line) => line.startsWith('## ')).map((line) => line.slice(3)).slice(0, -1)
  expect(titles).toEqual(frameworks.map(({ title }) => title))
})

/** A row for each way to register, those alike in one. */
function rowsOf(framework: Framework): string[] {
  const ways = new Map<string, string[]>()
  const add = (what: string, handling: Handling) => {
    const key = cellsOf(handling)
    ways.set(key, [...ways.get(key) ?? [], what])
  }
  for (const { names, handling, byEvent = {}, object, from } of framework.calls ?? []) {
    const [first = ''] = names
    if (handling) for (const name of names) add(from ? `${name}(…)` : `.${name}(…)`, handling)
    for (const [event, each] of Object.entries(byEvent)) add(`.${first}('${event}', …)`, each)
    if (object) addObject(object, add)
  }
  for (const { names, handling } of framework.decorators ?? []) for (const name of names) add(`@${name}`, handling)
  for (const { member, of, handling } of framework.members ?? []) add(`${of}.${member}`, handling)
  for (const { file, exports, handling } of framework.files ?? []) add(`${fileText(file)}: ${'in' in exports ? exports.in : exports.join(', ')}`, handling)
  for (const { directive, handling } of framework.directives ?? []) add(`'${directive}'`, handling)
  return [...ways].map(([cells, what]) => `| ${[...new Set(what)].map((each) => `\`${each}\``).join(', ')} | ${cells} |`)
}

function addObject({ handlers, inside = {} }: ObjectForm, add: (what: string, handling: Handling) => void): void {
  for (const [name, handling] of Object.entries(handlers)) add(`{ ${name} }`, handling)
  for (const inner of Object.values(inside)) addObject(inner, add)
}

function cellsOf({ kind, result, rejection, before, done, isSync, reply }: Handling): string {
  const async = isSync ? 'never' : done !== undefined ? 'without the callback' : reply !== undefined ? 'if it answers itself' : 'yes'
  const older = before ? `; before version ${String(before.major)} ${before.rejection}` : ''
  return [kind, async, result, isSync ? '–' : rejection + older].join(' | ')
}

/** `app/…/route` for the pattern of a file. */
function fileText({ source }: RegExp): string {
  return source.replace('^(src\\/)?', '').replace(/^\^/, '').replaceAll('\\/', '/').replace('(.*/)?', '…/').replace(/\\\.(\[cm\]\?)?\[jt\]s(x\?)?\$$/, '')
    .replaceAll('\\', '').replace('[^/]+', '*').replace(/\(([\w|-]+)\)/, (_, names: string) => names.split('|').join(','))
}
