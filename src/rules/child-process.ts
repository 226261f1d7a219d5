import type { ApiRule } from '../model/rules.js'
import { helper } from './targets.js'

/**
 * Helpers, as promisify(exec) and promisify(execFile) give an object, know no `input` or `stdio`, print no stderr
 * and reject with another error.
 */
export const childProcessRules: readonly ApiRule[] = [
  { module: 'child_process', name: 'execFileSync', effect: 'unknown', target: helper('execFileAsync') },
  { module: 'child_process', name: 'execSync', effect: 'unknown', target: helper('execAsync') },
  { module: 'child_process', name: 'spawnSync', effect: 'unknown', target: helper('spawnAsync') },
]
