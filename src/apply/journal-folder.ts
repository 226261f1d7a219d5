import { spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import path from 'node:path'
import envPaths from 'env-paths'
import { sha256Of } from './read-source.js'

/** Where the journals of all projects are that share one: Git's own folder, which no commit holds, else that of the user's data. */
export function journalsFolder(root: string): string {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--absolute-git-dir'], { cwd: root, encoding: 'utf8' })
  const folder = status === 0 ? stdout.replace(/\r?\n$/, '') : ''
  return folder === '' ? path.join(envPaths('unblock', { suffix: '' }).data, 'journals') : path.join(folder, 'unblock')
}

/** Where the journal of one project is. */
export function journalFolder(root: string): string {
  return path.join(journalsFolder(root), sha256Of(Buffer.from(realpathSync(root))).slice(0, 16))
}
