import type { ApiRule } from '../../model/rules.js'
import { swaps } from './swaps.js'

const reads = { module: 'fs-extra', effect: 'read', versions: '>=3' } as const
const writes = { ...reads, effect: 'write' } as const

/** What fs-extra has beyond `fs`, whose functions it has as well; promises since 3.0. */
export const fsExtraRules: readonly ApiRule[] = [
  ...swaps(reads, { existsSync: 'pathExists', pathExistsSync: 'pathExists', readJsonSync: 'readJson', readJSONSync: 'readJSON' }),
  ...swaps(writes, {
    copySync: 'copy', createFileSync: 'createFile', createLinkSync: 'createLink', createSymlinkSync: 'createSymlink',
    emptyDirSync: 'emptyDir', emptydirSync: 'emptydir', ensureDirSync: 'ensureDir', ensureFileSync: 'ensureFile',
    ensureLinkSync: 'ensureLink', ensureSymlinkSync: 'ensureSymlink', mkdirpSync: 'mkdirp', mkdirsSync: 'mkdirs',
    moveSync: 'move', outputFileSync: 'outputFile', outputJsonSync: 'outputJson', outputJSONSync: 'outputJSON',
    removeSync: 'remove', writeJsonSync: 'writeJson', writeJSONSync: 'writeJSON',
  }),
]
