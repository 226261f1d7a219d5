import { spawnSync } from 'node:child_process'

/** The files that git does not ignore; all of them where there is no git, or where the whole folder is ignored. */
export function withoutGitIgnored(root: string, files: string[]): string[] {
  if (isIgnored(root, [root]).size > 0) return files
  const ignored = isIgnored(root, files)
  return files.filter((file) => !ignored.has(file))
}

function isIgnored(root: string, files: string[]): Set<string> {
  const git = spawnSync('git', ['check-ignore', '-z', '--stdin'], { cwd: root, input: files.join('\0'), encoding: 'utf8', maxBuffer: 2 ** 28 })
  return new Set(git.status === 0 ? git.stdout.split('\0').filter(Boolean) : [])
}
