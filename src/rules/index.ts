import type { ApiRule, RuleId } from '../model/rules.js'
import { atomicsRules } from './atomics.js'
import { childProcessRules } from './child-process.js'
import { cryptoRules } from './crypto.js'
import { fsRules } from './fs.js'
import { packageRules } from './packages/index.js'
import { zlibRules } from './zlib.js'

export { holds, targetFor } from './target-for.js'

/** The blocking APIs of Node.js 20, 22 and 24, and what takes their place. */
export const nodeRules: readonly ApiRule[] = [...fsRules, ...childProcessRules, ...cryptoRules, ...zlibRules, ...atomicsRules]

/** All blocking APIs that are known without a configuration. */
export const builtInRules: readonly ApiRule[] = [...nodeRules, ...packageRules]

/** How facts and reasons refer to a rule: `fs.readFileSync`, or `./src/files.ts#load` for a module of the project. */
export function ruleId({ module, name }: Pick<ApiRule, 'module' | 'name'>): RuleId {
  return module.startsWith('.') ? `${module}#${name.replace('#', '.')}` : `${module}.${name}`
}
