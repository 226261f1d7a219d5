import type { ApiRule } from '../../model/rules.js'
import { method, none, promisified } from '../targets.js'
import { noSwaps, ofOwner, ofPromisifiedOwner, swaps } from './swaps.js'

const glob = { module: 'glob', effect: 'read', versions: '>=9' } as const
const fastGlob = { module: 'fast-glob', effect: 'read' } as const
const globby = { module: 'globby', effect: 'read' } as const

/** Searches of the file system by patterns. None promises an order but glob before 9, which sorts in both forms. */
export const globRules: readonly ApiRule[] = [
  ofPromisifiedOwner({ ...glob, name: 'sync', versions: '<9' }, promisified('glob')),
  ...swaps(glob, { sync: 'glob', globSync: 'glob', 'Glob#walkSync': 'walk' }),
  ofOwner({ ...glob, name: 'glob.sync' }),
  ofOwner({ ...glob, name: 'glob.globSync' }),
  ...noSwaps(glob, 'Walk over `globIterate(…)` with `for await`.', ['globIterateSync', 'globStreamSync']),
  // 2.0 is the first of which a call gives a promise.
  ofOwner({ ...fastGlob, name: 'sync', versions: '>=2 <3.3' }),
  ofOwner({ ...fastGlob, name: 'sync', versions: '>=3.3' }, method('glob')),
  { ...fastGlob, name: 'globSync', versions: '>=3.3', target: method('glob') },
  ofOwner({ ...globby, name: 'sync', versions: '<12' }),
  { ...globby, name: 'gitignore.sync', versions: '<12', target: none('Await `globby.gitignore(…)` in its place.') },
  ...swaps({ ...globby, versions: '>=12' }, { globbySync: 'globby', isGitIgnoredSync: 'isGitIgnored', generateGlobTasksSync: 'generateGlobTasks' }),
  { module: 'tinyglobby', effect: 'read', name: 'globSync', target: method('glob') },
]
