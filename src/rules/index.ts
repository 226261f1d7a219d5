import type { ApiRule, RuleId } from '../model/rules.js'
import { childProcessRules } from './child-process.js'
import { cryptoRules } from './crypto.js'
import { fsRules } from './fs.js'
import { zlibRules } from './zlib.js'

export { targetFor } from './target-for.js'

/** The blocking APIs of Node.js 20, 22 and 24, and what takes their place. */
export const builtInRules: readonly ApiRule[] = [...fsRules, ...childProcessRules, ...cryptoRules, ...zlibRules]

/** `fs.readFileSync`: how facts and reasons refer to a rule. */
export function ruleId(rule: ApiRule): RuleId {
  return `${rule.module}.${rule.name}`
}
