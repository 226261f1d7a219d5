import * as fs from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { satisfies } from 'semver'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ApiRule } from '../../src/model/rules.js'
import { ruleId, targetFor } from '../../src/rules/index.js'
import { packageRules } from '../../src/rules/packages/index.js'
import { localHelpers } from '../../transforms/local-helpers/index.js'
import { testedPackages } from './package-cases.js'
import { actInScene, type Scene } from './scene.js'
import { argumentFact, spellHelpers, spellTarget } from './spell.js'

interface Call {
  sync(scene: Scene): unknown
  async(scene: Scene): Promise<unknown>
}

const root = resolve(import.meta.dirname, '../..')

/** Every case of every package, with the rule for the version that is installed. */
const cases = Object.entries(testedPackages).flatMap(([installed, { as: module = installed, isFunction, cases: own }]) => own.map((each) => {
  const rule = packageRules.find(({ name, versions = '*', ...other }) => other.module === module && name === each.name && satisfies(versionOf(installed), versions))
  if (!rule) throw new Error(`No rule for ${module} ${each.name} in ${versionOf(installed)}`)
  return { installed, rule, isOwnerFunction: isFunction === true || /\.(sync|globSync)$/.test(rule.name), ...each }
}))

let calls: Call[] = []

beforeAll(async () => {
  // Inside of the repo, so that its packages are found.
  fs.mkdirSync(join(root, 'tmp'), { recursive: true })
  const folder = fs.mkdtempSync(join(root, 'tmp', 'packages-'))
  const file = join(folder, 'cases.mjs')
  fs.writeFileSync(file, spellModule())
  calls = ((await import(pathToFileURL(file).href)) as { calls: Call[] }).calls
  return () => { fs.rmSync(folder, { recursive: true }) }
}, 60_000)

describe('the rules for packages', () => {
  test('have a case for every target of every rule that has one', () => {
    const proven = new Set<string>(cases.map((each) => keyOf(each.rule, targetOf(each).via)))
    const wanted = packageRules.flatMap((rule) =>
      [rule.target, ...(rule.variants ?? []).map(({ target }) => target)].filter(({ via }) => via !== 'none').map(({ via }) => keyOf(rule, via)))
    expect(wanted.filter((key) => !proven.has(key))).toEqual([])
  })

  test.each(cases.map(({ installed, name, args }, index) => ({ index, call: `${installed} ${name}(${args.join(', ')})` })))('do the same: $call', async ({ index }) => {
    const call = calls[index]
    if (!call) throw new Error('No such call')
    expect(await actInScene((scene) => call.async(scene))).toBe(await actInScene((scene) => call.sync(scene)))
  })
})

function keyOf(rule: ApiRule, via: string): string {
  return `${ruleId(rule)} ${rule.versions ?? ''} ${via}`
}

function versionOf(installed: string): string {
  const { version } = JSON.parse(fs.readFileSync(join(root, 'node_modules', installed, 'package.json'), 'utf8')) as { version: string }
  return version
}

function targetOf({ rule, args, isAlone, isOwnerFunction }: (typeof cases)[number]) {
  return targetFor(rule, { arguments: args.map(argumentFact), ...(isOwnerFunction && !isAlone && { ownerIsFunction: true }) })
}

function spellModule(): string {
  const names = [...new Set(cases.map(({ installed }) => installed))]
  return `${spellHelpers(Object.values(localHelpers).filter(({ name }) => name === 'crossSpawnAsync'), 'javascript')}
import * as fs from 'node:fs'
import { promisify } from 'node:util'
${names.map((name) => `import * as all_${identifier(name)} from '${name}'\nconst ${identifier(name)} = all_${identifier(name)}.default ?? all_${identifier(name)}`).join('\n')}
export const calls = [
${cases.map(spellCase).join('\n')}
]
`
}

function spellCase(each: (typeof cases)[number]): string {
  const { installed, rule, before = '', view = 'result', errorView = 'error', on } = each
  const [holder, args] = [identifier(installed), each.args.map((arg) => arg.replaceAll('PACKAGE', identifier(installed)))]
  const path = rule.name.split(/[.#]/)
  const owner = on?.replace('PACKAGE', holder) ?? [holder, ...path.slice(0, -1)].join('.')
  const sync = `${owner}.${path.at(-1) ?? ''}(${args.join(', ')})`
  const asynchronous = spellTarget(targetOf(each), { owner, object: owner, args })
  const act = (body: string) => `async ({ dir, file }) => { ${before.replace('PACKAGE', holder)}
    try { const result = ${body}; return ${view.replace('PACKAGE', holder)} } catch (error) { if (${errorView === 'error'}) throw error; return { failed: ${errorView} } } }`
  return `  { sync: ${act(sync)}, async: ${act(asynchronous)} },`
}

function identifier(name: string): string {
  return `the_${name.replace(/\W/g, '_')}`
}
