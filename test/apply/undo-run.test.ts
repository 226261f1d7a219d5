import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { journalFolder } from '../../src/apply/journal-folder.js'
import { openJournal } from '../../src/apply/journal.js'
import { leftBehind, undoRun } from '../../src/apply/undo-run.js'
import { writeResults } from '../../src/apply/write-results.js'
import type { FileResult } from '../../src/model/result.js'
import { readFolder } from '../support/folder.js'
import { change, create } from './results.js'
import { temporaryFolder } from './temporary-folder.js'
import { beforeStep } from './watched-fs.js'

vi.mock('node:fs', async (original) => (await import('./watched-fs.js')).watchedFs(await original()))

afterEach(() => { beforeStep.call = () => undefined })

/** A project outside of Git, whose journal goes with it. */
function project(files: Record<string, string | Buffer>): string {
  const root = temporaryFolder(files)
  vi.stubEnv('XDG_DATA_HOME', temporaryFolder())
  return root
}

/** Writes as the command does. */
function run(root: string, results: FileResult[]): void {
  const journal = openJournal(root)
  expect(writeResults(root, results, journal).status).toBe('written')
  journal.finish()
}

function undo(root: string, force = false) {
  return undoRun(openJournal(root), { force })
}

function textsIn(root: string): Record<string, string> {
  return Object.fromEntries([...readFolder(root)].map(([path, bytes]) => [path, bytes.toString()]))
}

test('an undo gives edited files their bytes back and removes created ones', () => {
  const root = project({ 'a.ts': '\uFEFFold\r\n', 'b.ts': 'stays', 'sub/c.ts': 'old' })
  const before = readFolder(root)
  run(root, [change(root, 'a.ts', 'new\r\n'), change(root, 'sub/c.ts', 'new'), create('sub/d.ts', 'created')])
  expect(textsIn(root)).toEqual({ 'a.ts': '\uFEFFnew\r\n', 'b.ts': 'stays', 'sub/c.ts': 'new', 'sub/d.ts': 'created' })
  expect(undo(root)).toEqual({ status: 'undone', restored: ['a.ts', 'sub/c.ts'], removed: ['sub/d.ts'], isUnfinished: false })
  expect(readFolder(root)).toEqual(before)
  expect(undo(root)).toEqual({ status: 'nothing' })
})

test('only the last run is undone, and one that changed nothing is none', () => {
  const root = project({ 'a.ts': '1' })
  run(root, [change(root, 'a.ts', '2')])
  run(root, [change(root, 'a.ts', '3')])
  run(root, [])
  expect(undo(root).status).toBe('undone')
  expect(textsIn(root)).toEqual({ 'a.ts': '2' })
  expect(undo(root)).toEqual({ status: 'nothing' })
})

test('a file that was changed since keeps all as they are, unless that is forced', () => {
  const root = project({ 'a.ts': 'old a', 'b.ts': 'old b', 'c.ts': 'old c' })
  run(root, [change(root, 'a.ts', 'new a'), change(root, 'b.ts', 'new b'), change(root, 'c.ts', 'new c'), create('d.ts', 'new d')])
  writeFileSync(join(root, 'a.ts'), 'edited')
  rmSync(join(root, 'b.ts'))
  writeFileSync(join(root, 'd.ts'), 'edited')
  expect(undo(root)).toEqual({ status: 'changed', files: ['a.ts', 'b.ts', 'd.ts'] })
  expect(textsIn(root)).toEqual({ 'a.ts': 'edited', 'c.ts': 'new c', 'd.ts': 'edited' })
  expect(undo(root, true).status).toBe('undone')
  expect(textsIn(root)).toEqual({ 'a.ts': 'old a', 'b.ts': 'old b', 'c.ts': 'old c' })
})

test('what a person has undone by hand is no change', () => {
  const root = project({ 'a.ts': 'old a', 'b.ts': 'old b' })
  run(root, [change(root, 'a.ts', 'new a'), change(root, 'b.ts', 'new b'), create('c.ts', 'new c')])
  writeFileSync(join(root, 'a.ts'), 'old a')
  rmSync(join(root, 'c.ts'))
  expect(undo(root)).toEqual({ status: 'undone', restored: ['b.ts'], removed: [], isUnfinished: false })
})

test('a folder in the place of a file is not removed', () => {
  const root = project({ 'a.ts': 'old' })
  run(root, [change(root, 'a.ts', 'new')])
  rmSync(join(root, 'a.ts'))
  mkdirSync(join(root, 'a.ts'))
  expect(undo(root)).toEqual({ status: 'changed', files: ['a.ts'] })
  expect(undo(root, true)).toMatchObject({ status: 'unwritable', problems: [{ file: 'a.ts' }] })
})

test('the file behind a symbolic link is restored', () => {
  const root = project({ 'real/a.ts': 'old' })
  symlinkSync('real/a.ts', join(root, 'link.ts'))
  run(root, [change(root, 'link.ts', 'new')])
  expect(undo(root).status).toBe('undone')
  expect(readFileSync(join(root, 'link.ts'), 'utf8')).toBe('old')
})

test('a failed write leaves the run before it to be undone', () => {
  const root = project({ 'a.ts': 'old a', 'b.ts': 'old b' })
  run(root, [change(root, 'a.ts', 'new a')])
  const results = [change(root, 'a.ts', 'newer a'), change(root, 'b.ts', 'new b')]
  let renames = 0
  // The second is that of the journal, and the third that of a.ts.
  beforeStep.call = (step) => { if (step === 'rename' && ++renames === 4) throw new Error('the disk is full') }
  expect(writeResults(root, results, openJournal(root))).toMatchObject({ status: 'failed', notRestored: [] })
  beforeStep.call = () => undefined
  expect(textsIn(root)).toEqual({ 'a.ts': 'new a', 'b.ts': 'old b' })
  expect(undo(root).status).toBe('undone')
  expect(textsIn(root)).toEqual({ 'a.ts': 'old a', 'b.ts': 'old b' })
})

test('nothing is written where the journal cannot be', () => {
  const root = project({ 'a.ts': 'old' })
  const home = temporaryFolder({ taken: 'a file' })
  vi.stubEnv('XDG_DATA_HOME', join(home, 'taken'))
  expect(writeResults(root, [change(root, 'a.ts', 'new')], openJournal(root))).toMatchObject({ status: 'unwritable' })
  expect(textsIn(root)).toEqual({ 'a.ts': 'old' })
})

test('a run that is killed before any step can be undone to the last byte, and an undo can be killed, too', () => {
  const steps = killedBeforeStep(Infinity)
  expect(steps).toBeGreaterThan(20)
  for (let step = 1; step <= steps; step++) killedBeforeStep(step)
})

test('a project has its journal in the folder of Git, each worktree and each folder its own', () => {
  const root = temporaryFolder({ 'a.ts': 'old', 'packages/b/b.ts': 'old' })
  execFileSync('git', ['init', '--quiet'], { cwd: root })
  const [whole, part] = [journalFolder(root), journalFolder(join(root, 'packages/b'))]
  expect([whole, part].every((folder) => folder.startsWith(join(root, '.git/unblock/')))).toBe(true)
  expect(whole).not.toBe(part)
  run(root, [change(root, 'a.ts', 'new')])
  expect(undo(join(root, 'packages/b'))).toEqual({ status: 'nothing' })
  expect(execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })).toBe('?? a.ts\n?? packages/\n')
  expect(undo(root).status).toBe('undone')
})

test('journals of projects that are gone are thrown away', () => {
  const root = project({ 'a.ts': '1' })
  const gone = temporaryFolder({ 'a.ts': '1' })
  run(gone, [change(gone, 'a.ts', '2')])
  const folder = journalFolder(gone)
  rmSync(gone, { recursive: true })
  run(root, [change(root, 'a.ts', '2')])
  mkdirSync(gone)
  expect(readFolder(folder).size).toBe(0)
})

/** Nothing reaches the disk from this step on; then a write and an undo of it are to be as good as never run. Gives the number of steps of both. */
function killedBeforeStep(killedAt: number): number {
  const root = project({ 'a.ts': 'old a', 'b.ts': 'old b' })
  const before = readFolder(root)
  let count = 0
  beforeStep.call = () => { if (++count >= killedAt) throw new Error('killed') }
  try {
    run(root, [change(root, 'a.ts', 'new a'), change(root, 'b.ts', 'new b'), create('c.ts', 'new c')])
    undo(root)
  } catch {
    // A step outside of any `try` is as good a place to be killed at.
  }
  const steps = count
  beforeStep.call = () => undefined
  undo(root)
  expect(leftBehind(openJournal(root))).toEqual([])
  // What was staged before the journal knew of it stays, and is in nobody's way.
  const left = [...readFolder(root)].filter(([path]) => !path.endsWith('.unblock-tmp'))
  expect(new Map(left)).toEqual(before)
  return steps
}
