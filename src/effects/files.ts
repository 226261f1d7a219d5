import type { CallEffect, EffectTable } from '../model/effects.js'
import { fsRules } from '../rules/fs.js'
import { calls } from './calls.js'

const recursive: CallEffect = { withOption: 'recursive', is: 'repeatable', otherwise: 'write' }
const force: CallEffect = { withOption: 'force', is: 'repeatable', otherwise: 'write' }

/** Writes that leave the same when they are done again. */
const special: Readonly<Record<string, CallEffect>> = {
  ...calls({ overwrites: 'writeFile copyFile cp truncate', repeatable: 'chmod chown lchmod lchown lutimes utimes fsync fdatasync' }),
  mkdir: recursive,
  rm: force,
}

/** Node's own functions do what the rules say of the sync ones. */
const ofRules = fsRules.flatMap(({ name, effect }): [string, CallEffect][] => {
  const plain = name.replace(/^.*#/, '').replace(/Sync$/, '')
  const found = special[plain] ?? effect
  return [[plain, found], [`${plain}Sync`, found]]
})

/** `fs`, `fs/promises`, and what fs-extra adds to them, after the types of @types/node 20 and fs-extra's README. */
export const fileEffects: readonly EffectTable[] = [
  {
    modules: ['fs'],
    kind: 'file',
    calls: {
      ...Object.fromEntries(ofRules),
      ...calls({
        // A file's handle has a position, which reading moves.
        unknown: 'read readv readLines',
        read: 'exists createReadStream openAsBlob readableWebStream pathExists readJson readJSON watch watchFile',
        write: 'createWriteStream sync datasync move ensureLink ensureSymlink createFile',
        overwrites: 'outputFile writeJson writeJSON outputJson outputJSON copy',
        repeatable: 'ensureDir mkdirp mkdirs ensureFile emptyDir remove',
      }),
    },
    otherwise: 'none',
    resource: 'first-argument',
  },
  { modules: ['rimraf', 'del', 'mkdirp', 'make-dir'], kind: 'file', calls: {}, otherwise: 'repeatable', itself: 'repeatable', resource: 'first-argument' },
  { modules: ['glob', 'globby', 'fast-glob', 'tinyglobby'], kind: 'file', calls: {}, otherwise: 'read', itself: 'read', resource: 'first-argument' },
]
