import type { ApiRule } from '../../model/rules.js'
import { blockingByDesignRules } from './by-design.js'
import { buildRules } from './builds.js'
import { filePackageRules } from './files.js'
import { fsExtraRules } from './fs-extra.js'
import { globRules } from './globs.js'
import { processPackageRules } from './processes.js'
import { secretRules } from './secrets.js'

/** Blocking functions of packages, and what takes their place. */
export const packageRules: readonly ApiRule[] = [
  ...fsExtraRules, ...globRules, ...filePackageRules, ...processPackageRules, ...secretRules, ...buildRules, ...blockingByDesignRules,
]
