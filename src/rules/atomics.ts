import type { ApiRule } from '../model/rules.js'

/** A wait on an array that nobody else has, which is how sync code sleeps. */
export const atomicsRules: readonly ApiRule[] = [
  { module: 'Atomics', name: 'wait', effect: 'none', target: { via: 'timer' } },
]
