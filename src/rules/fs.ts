import type { ApiRule, ApiTarget, CallCondition } from '../model/rules.js'
import { helper, method, promises, promisified } from './targets.js'

const isDescriptor: CallCondition = { argument: 0, isNumber: true }

function mayHaveOption(key: string): CallCondition {
  return { argument: 1, mayHaveKey: key }
}

function pick(name: string, property: string): ApiTarget {
  return { via: 'promisify', name, pick: property }
}

/**
 * `fs.promises` where it does the same; the callback form where only that does: it takes and gives descriptors as
 * numbers, where `fs.promises` wants a FileHandle.
 */
export const fsRules: readonly ApiRule[] = [
  { module: 'fs', name: 'accessSync', effect: 'read', target: promises('access') },
  {
    module: 'fs', name: 'appendFileSync', effect: 'write', target: promises('appendFile'),
    variants: [{ when: isDescriptor, target: promisified('appendFile') }],
  },
  { module: 'fs', name: 'chmodSync', effect: 'write', target: promises('chmod') },
  { module: 'fs', name: 'chownSync', effect: 'write', target: promises('chown') },
  { module: 'fs', name: 'closeSync', effect: 'none', target: promisified('close') },
  { module: 'fs', name: 'copyFileSync', effect: 'write', target: promises('copyFile') },
  { module: 'fs', name: 'cpSync', effect: 'write', target: promises('cp') },
  // False for every error, a bad argument's too, which neither promises.access nor promisify(exists) gives.
  { module: 'fs', name: 'existsSync', effect: 'read', target: helper('exists') },
  { module: 'fs', name: 'fchmodSync', effect: 'write', target: promisified('fchmod') },
  { module: 'fs', name: 'fchownSync', effect: 'write', target: promisified('fchown') },
  { module: 'fs', name: 'fdatasyncSync', effect: 'write', target: promisified('fdatasync') },
  { module: 'fs', name: 'fstatSync', effect: 'read', target: promisified('fstat') },
  { module: 'fs', name: 'fsyncSync', effect: 'write', target: promisified('fsync') },
  { module: 'fs', name: 'ftruncateSync', effect: 'write', target: promisified('ftruncate') },
  { module: 'fs', name: 'futimesSync', effect: 'write', target: promisified('futimes') },
  // Node 22 and later; promises.glob gives an iterator, the helper the array.
  { module: 'fs', name: 'globSync', effect: 'read', target: helper('globAsync') },
  // macOS only, in both forms.
  { module: 'fs', name: 'lchmodSync', effect: 'write', target: promises('lchmod') },
  { module: 'fs', name: 'lchownSync', effect: 'write', target: promises('lchown') },
  { module: 'fs', name: 'linkSync', effect: 'write', target: promises('link') },
  {
    // promises.lstat knows no throwIfNoEntry.
    module: 'fs', name: 'lstatSync', effect: 'read', target: promises('lstat'),
    variants: [{ when: mayHaveOption('throwIfNoEntry'), target: helper('lstatIfExists') }],
  },
  { module: 'fs', name: 'lutimesSync', effect: 'write', target: promises('lutimes') },
  { module: 'fs', name: 'mkdirSync', effect: 'write', target: promises('mkdir') },
  { module: 'fs', name: 'mkdtempSync', effect: 'write', target: promises('mkdtemp') },
  // Its flags may create or empty the file.
  { module: 'fs', name: 'openSync', effect: 'write', target: promisified('open') },
  { module: 'fs', name: 'opendirSync', effect: 'read', target: promises('opendir') },
  {
    // promises.readdir walks a tree in another order than readdirSync and the callback form.
    module: 'fs', name: 'readdirSync', effect: 'read', target: promises('readdir'),
    variants: [{ when: mayHaveOption('recursive'), target: promisified('readdir') }],
  },
  {
    module: 'fs', name: 'readFileSync', effect: 'read', target: promises('readFile'),
    variants: [{ when: isDescriptor, target: promisified('readFile') }],
  },
  { module: 'fs', name: 'readlinkSync', effect: 'read', target: promises('readlink') },
  {
    // Moves the descriptor's position, so that two reads of one descriptor must keep their order: a write.
    // The types of promisify(read) lack the forms with two and three arguments.
    module: 'fs', name: 'readSync', effect: 'write', target: pick('read', 'bytesRead'),
    variants: [{ when: { count: [2, 3] }, target: helper('readAsync') }],
  },
  // Moves the descriptor's position.
  { module: 'fs', name: 'readvSync', effect: 'write', target: pick('readv', 'bytesRead') },
  // promises.realpath is realpathSync.native, which differs on case-insensitive disks and substituted drives.
  { module: 'fs', name: 'realpathSync', effect: 'read', target: promisified('realpath') },
  { module: 'fs', name: 'realpathSync.native', effect: 'read', target: promises('realpath') },
  { module: 'fs', name: 'renameSync', effect: 'write', target: promises('rename') },
  { module: 'fs', name: 'rmdirSync', effect: 'write', target: promises('rmdir') },
  { module: 'fs', name: 'rmSync', effect: 'write', target: promises('rm') },
  { module: 'fs', name: 'statfsSync', effect: 'read', target: promises('statfs') },
  {
    // promises.stat knows no throwIfNoEntry.
    module: 'fs', name: 'statSync', effect: 'read', target: promises('stat'),
    variants: [{ when: mayHaveOption('throwIfNoEntry'), target: helper('statIfExists') }],
  },
  { module: 'fs', name: 'symlinkSync', effect: 'write', target: promises('symlink') },
  {
    module: 'fs', name: 'truncateSync', effect: 'write', target: promises('truncate'),
    variants: [{ when: isDescriptor, target: promisified('truncate') }],
  },
  { module: 'fs', name: 'unlinkSync', effect: 'write', target: promises('unlink') },
  { module: 'fs', name: 'utimesSync', effect: 'write', target: promises('utimes') },
  {
    module: 'fs', name: 'writeFileSync', effect: 'write', target: promises('writeFile'),
    variants: [{ when: isDescriptor, target: promisified('writeFile') }],
  },
  { module: 'fs', name: 'writeSync', effect: 'write', target: pick('write', 'bytesWritten') },
  { module: 'fs', name: 'writevSync', effect: 'write', target: pick('writev', 'bytesWritten') },
  { module: 'fs', name: 'Dir#closeSync', effect: 'none', target: method('close') },
  // Moves the directory's cursor, so that two reads must keep their order: a write.
  { module: 'fs', name: 'Dir#readSync', effect: 'write', target: method('read') },
]
