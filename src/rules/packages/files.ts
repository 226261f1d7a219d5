import type { ApiRule } from '../../model/rules.js'
import { method, none, promisified, promisifiedOwner } from '../targets.js'
import { noSwaps, ofOwner, ofPromisifiedOwner, swaps } from './swaps.js'

const rimraf = { module: 'rimraf', effect: 'write', versions: '>=4' } as const
const mkdirp = { module: 'mkdirp', effect: 'write', versions: '>=2' } as const
const findUp = { module: 'find-up', effect: 'read', versions: '>=6' } as const
const lock = { module: 'proper-lockfile', effect: 'write' } as const
const persist = { module: 'node-persist', effect: 'write', versions: '<3' } as const

/** The forms of these functions that may be handed over as options are sync here and take a callback there. */
const ownFileSystem = ['isFile', 'isDirectory', 'readFileSync', 'realpathSync', 'readPackageSync']

/** Packages that make, find, read and remove files. */
export const filePackageRules: readonly ApiRule[] = [
  ofPromisifiedOwner({ ...rimraf, name: 'sync', versions: '<4' }),
  ...swaps(rimraf, {
    sync: 'rimraf', rimrafSync: 'rimraf', manualSync: 'manual', moveRemoveSync: 'moveRemove', nativeSync: 'native', posixSync: 'posix', windowsSync: 'windows',
  }),
  ofOwner({ ...rimraf, name: 'rimraf.sync' }),
  ofPromisifiedOwner({ ...mkdirp, name: 'sync', versions: '<1' }, promisified('mkdirp')),
  ofOwner({ ...mkdirp, name: 'sync', versions: '>=1 <2' }),
  ...swaps(mkdirp, { sync: 'mkdirp', mkdirpSync: 'mkdirp', manualSync: 'manual', mkdirpManualSync: 'mkdirpManual', nativeSync: 'native', mkdirpNativeSync: 'mkdirpNative' }),
  ofOwner({ ...mkdirp, name: 'mkdirp.sync' }),
  ofOwner({ ...findUp, name: 'sync', versions: '<6' }),
  ...swaps(findUp, { findUpSync: 'findUp', findUpMultipleSync: 'findUpMultiple', pathExistsSync: 'pathExists' }),
  ofOwner({ module: 'load-json-file', name: 'sync', effect: 'read', versions: '<7' }),
  { module: 'load-json-file', name: 'loadJsonFileSync', effect: 'read', versions: '>=7', target: method('loadJsonFile') },
  ofPromisifiedOwner({ module: 'write-file-atomic', name: 'sync', effect: 'write', versions: '<3' }),
  ofOwner({ module: 'write-file-atomic', name: 'sync', effect: 'write', versions: '>=3' }),
  {
    module: 'which', name: 'sync', effect: 'read', versions: '<2', target: promisifiedOwner(),
    // Its callback form knows no such option.
    variants: [{ when: { argument: 1, mayHaveKey: 'nothrow' }, target: none('Update `which` to 2 or later, whose asynchronous form knows `nothrow`.') }],
  },
  ofOwner({ module: 'which', name: 'sync', effect: 'read', versions: '>=2' }),
  {
    module: 'resolve', name: 'sync', effect: 'read', versions: '<2', target: promisifiedOwner(),
    variants: [{ when: { argument: 1, mayHaveKey: ownFileSystem }, target: none('Call `resolve` with a callback, and with options whose functions take callbacks as well.') }],
  },
  { module: 'tmp', name: 'tmpNameSync', effect: 'read', target: promisified('tmpName') },
  // The removeCallback of the async forms works later, and the sync ones at once: callers that remove a file and go on would notice.
  ...noSwaps({ module: 'tmp', effect: 'write' }, 'Use `file` or `dir` of tmp-promise, and await its `cleanup()` where `removeCallback()` was called.', ['fileSync', 'dirSync']),
  ...swaps(lock, { checkSync: 'check', unlockSync: 'unlock' }),
  // What lock() gives releases the lock by a promise.
  { ...lock, name: 'lockSync', target: none('Await `lock(…)`, and await the function that it gives where the lock is released.') },
  ...swaps({ ...persist, effect: 'read' }, { getItemSync: 'getItem' }),
  ...swaps(persist, {
    initSync: 'init', setItemSync: 'setItem', removeItemSync: 'removeItem', clearSync: 'clear', persistSync: 'persist', persistKeySync: 'persistKey',
  }),
  { ...persist, name: 'initSync', versions: '>=3', target: method('init') },
]
