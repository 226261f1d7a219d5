import type { ApiRule } from '../../model/rules.js'
import { helper, method, none } from '../targets.js'
import { noSwaps, ofOwner, swaps } from './swaps.js'

const execa = { module: 'execa', effect: 'unknown' } as const
/** It gives a function: `execaSync({ cwd })` is written before the command, as a template's tag. */
const ofOptions = {
  when: { argument: 0, isObject: true },
  target: none('Give the program, its arguments and the options to one call, and run unblock again.'),
} as const
const shell = { module: 'shelljs', effect: 'write' } as const
const byFs = 'shelljs has no asynchronous form of it: use the functions of `fs/promises`.'

/** Packages that run other programs. */
export const processPackageRules: readonly ApiRule[] = [
  ofOwner({ ...execa, name: 'sync', versions: '<6' }),
  { ...execa, name: 'commandSync', versions: '<6', target: method('command') },
  ...swaps({ ...execa, versions: '>=6' }, { execaSync: 'execa', execaCommandSync: 'execaCommand' }).map((rule) => ({ ...rule, variants: [ofOptions] })),
  { module: 'cross-spawn', name: 'sync', effect: 'unknown', target: helper('crossSpawnAsync') },
  {
    ...shell, name: 'exec', effect: 'unknown', unless: [{ hasCallback: 'surely' }, { argument: 1, hasKey: 'async' }],
    target: none('Use `execFile` of `child_process` through `promisify`, or execa.'),
  },
  { ...shell, name: 'cmd', effect: 'unknown', target: none('Use `execFile` of `child_process` through `promisify`, or execa.') },
  ...noSwaps({ ...shell, effect: 'read' }, byFs, ['cat', 'find', 'grep', 'head', 'ls', 'sort', 'tail', 'test', 'uniq', 'which']),
  ...noSwaps(shell, byFs, ['chmod', 'cp', 'ln', 'mkdir', 'mv', 'rm', 'sed', 'touch']),
]
