import { execFileSync } from 'node:child_process'
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { dirtyFiles } from '../../src/apply/git-state.js'
import { temporaryFolder } from './temporary-folder.js'

// When git runs the tests from a hook, these would point all that follows at the repository of the hook.
for (const name of Object.keys(process.env)) if (name.startsWith('GIT_')) vi.stubEnv(name, undefined)

function git(root: string, ...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: root, stdio: 'ignore' })
}

function repository(files: Record<string, string>): string {
  const root = temporaryFolder(files)
  git(root, 'init')
  git(root, 'add', '.')
  git(root, 'commit', '-m', 'first')
  return root
}

test('a folder outside of a work tree has no state', () => {
  expect(dirtyFiles(temporaryFolder({ 'a.ts': '' }))).toBeUndefined()
})

test('a bare repository has no state', () => {
  const root = temporaryFolder()
  git(root, 'init', '--bare')
  expect(dirtyFiles(root)).toBeUndefined()
})

test('a clean work tree has no dirty files', () => {
  expect(dirtyFiles(repository({ 'a.ts': '' }))).toEqual([])
})

test('names are not quoted, whatever they hold', () => {
  const root = repository({ 'a "b" é.ts': '', 'new\nline.ts': '', ' space.ts': '', 'same.ts': '' })
  for (const name of ['a "b" é.ts', 'new\nline.ts', ' space.ts']) writeFileSync(join(root, name), 'changed')
  expect(dirtyFiles(root)?.sort()).toEqual([' space.ts', 'a "b" é.ts', 'new\nline.ts'])
})

test('untracked, staged and renamed files are dirty, each by its own name', () => {
  const root = repository({ 'old.ts': 'some text to recognise', 'staged.ts': '' })
  renameSync(join(root, 'old.ts'), join(root, 'renamed.ts'))
  writeFileSync(join(root, 'staged.ts'), 'changed')
  git(root, 'add', '.')
  writeFileSync(join(root, 'untracked.ts'), '')
  expect(dirtyFiles(root)?.sort()).toEqual(['old.ts', 'renamed.ts', 'staged.ts', 'untracked.ts'])
})

test('paths count from the given folder, and what is outside of it does not matter', () => {
  const root = repository({ 'top.ts': '', 'packages/é/src/a.ts': '', 'packages/other/b.ts': '' })
  for (const name of ['top.ts', 'packages/é/src/a.ts', 'packages/other/b.ts']) writeFileSync(join(root, name), 'changed')
  expect(dirtyFiles(join(root, 'packages/é'))).toEqual(['src/a.ts'])
})
