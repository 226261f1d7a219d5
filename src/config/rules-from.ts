import { readFileSync } from 'node:fs'
import path from 'node:path'
import { validRange } from 'semver'
import type { ApiRule, ApiTarget } from '../model/rules.js'
import { builtInRules, ruleId } from '../rules/index.js'
import { UsageError } from '../usage-error.js'
import { type ConfigPlace, moduleNamed } from './module-name.js'
import { nearestOf } from './nearest-of.js'
import type { RuleConfig, TargetConfig, UnblockConfig } from './unblock-config.js'

/** The built-in rules with those of a configuration: one of the same name takes the place of the built-in one, false takes it away. */
export function rulesFrom({ rules = {} }: UnblockConfig, place: ConfigPlace): readonly ApiRule[] {
  const given = Object.entries(rules).flatMap(([module, byName]) => {
    const named = moduleNamed(module, place)
    return Object.entries(byName).map(([name, config]) => ({ module: named, name, config }))
  })
  for (const { module, name, config } of given) if (config === false) assertKnown(module, name, place)
  const ids = new Set(given.map(ruleId))
  const added = given.flatMap(({ module, name, config }) => (config === false ? [] : [{ module, name, ...ruleOf(config) }]))
  for (const rule of added) {
    if (rule.module.startsWith('.')) assertTargets(rule, place)
    assertVersions(rule, place)
  }
  return [...builtInRules.filter((rule) => !ids.has(ruleId(rule))), ...added]
}

function assertKnown(module: string, name: string, { file }: ConfigPlace): void {
  const names = builtInRules.filter((rule) => rule.module === module).map((rule) => rule.name)
  if (names.includes(name)) return
  const hint = names.length > 0 ? nearestOf(name, names) : `There are rules for ${[...new Set(builtInRules.map((rule) => rule.module))].join(', ')}.`
  throw new UsageError(`${file} switches off a rule that there is not: ${module}.${name}. ${hint}`)
}

function assertVersions({ versions, ...rule }: ApiRule, { file }: ConfigPlace): void {
  if (versions === undefined || validRange(versions) !== null) return
  throw new UsageError(`${file}: the versions of ${ruleId(rule)} have to be a range such as \`>=9\` or \`<3\`, and are ${JSON.stringify(versions)}.`)
}

/** What a module of the project is to be asked for has to be there: nobody else would notice in JavaScript. */
function assertTargets({ module, target, variants = [], ...rule }: ApiRule, { file, root }: ConfigPlace): void {
  const text = readFileSync(path.join(root, module), 'utf8')
  for (const each of [target, ...variants.map((variant) => variant.target)]) {
    if (each.via === 'promises') throw new UsageError(`${file}: ${ruleId({ module, ...rule })} is of the project, which has no \`promises\`: name the function itself.`)
    if (!('name' in each) || text.split(/[^\w$]+/).includes(each.name)) continue
    throw new UsageError(`${file}: ${ruleId({ module, ...rule })} is to become \`${each.name}\`, and ${module} has nothing of that name.`)
  }
}

function ruleOf(config: Exclude<RuleConfig, false>): Omit<ApiRule, 'module' | 'name'> {
  if (typeof config === 'string') return { effect: 'unknown', target: targetOf(config) }
  const { effect = 'unknown', versions, unless, target, variants } = config
  const about = { effect, ...(versions !== undefined && { versions }), ...(unless && { unless }) }
  return { ...about, target: targetOf(target), ...(variants && { variants: variants.map((variant) => ({ when: variant.when, target: targetOf(variant.target) })) }) }
}

function targetOf(config: TargetConfig): ApiTarget {
  return typeof config === 'string' ? { via: 'method', name: config } : config
}
