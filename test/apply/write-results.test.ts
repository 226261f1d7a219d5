import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { writeResults } from '../../src/apply/write-results.js'
import type { FileResult } from '../../src/model/result.js'
import { change, create } from './results.js'
import { temporaryFolder } from './temporary-folder.js'
import { beforeStep } from './watched-fs.js'

vi.mock('node:fs', async (original) => (await import('./watched-fs.js')).watchedFs(await original()))

afterEach(() => { beforeStep.call = () => undefined })

function contents(root: string): Record<string, string> {
  return Object.fromEntries(readdirSync(root).sort().map((name) => [name, readFileSync(join(root, name), 'utf8')]))
}

test('changed and created files are written, others are not touched', () => {
  const root = temporaryFolder({ 'a.ts': 'old a', 'b.ts': 'old b' })
  const failed: FileResult = { ...change(root, 'b.ts', 'new b'), status: 'failed' }
  expect(writeResults(root, [change(root, 'a.ts', 'new a'), failed, create('c.ts', 'new c')]))
    .toEqual({ status: 'written', files: ['a.ts', 'c.ts'] })
  expect(contents(root)).toEqual({ 'a.ts': 'new a', 'b.ts': 'old b', 'c.ts': 'new c' })
})

test('byte order mark, line ends and mode stay', () => {
  const root = temporaryFolder({ 'a.ts': '\uFEFFold\r\n' })
  chmodSync(join(root, 'a.ts'), 0o764)
  writeResults(root, [change(root, 'a.ts', 'new\r\n')])
  expect(contents(root)).toEqual({ 'a.ts': '\uFEFFnew\r\n' })
  expect(statSync(join(root, 'a.ts')).mode & 0o7777).toBe(0o764)
})

test('a symbolic link stays one, and the file behind it is written', () => {
  const root = temporaryFolder({ 'real/a.ts': 'old' })
  symlinkSync('real/a.ts', join(root, 'link.ts'))
  writeResults(root, [change(root, 'link.ts', 'new')])
  expect(lstatSync(join(root, 'link.ts')).isSymbolicLink()).toBe(true)
  expect(contents(join(root, 'real'))).toEqual({ 'a.ts': 'new' })
})

test('one stale file keeps all from being written, and each is named', () => {
  const root = temporaryFolder({ 'a.ts': 'old a', 'b.ts': 'old b', 'c.ts': 'old c', 'd.ts': 'there already' })
  const results = [change(root, 'a.ts', 'new a'), change(root, 'b.ts', 'new b'), change(root, 'c.ts', 'new c'), create('d.ts', 'new d')]
  writeFileSync(join(root, 'b.ts'), 'edited')
  unlinkSync(join(root, 'c.ts'))
  expect(writeResults(root, results)).toEqual({ status: 'stale', files: ['b.ts', 'c.ts', 'd.ts'] })
  expect(contents(root)).toEqual({ 'a.ts': 'old a', 'b.ts': 'edited', 'd.ts': 'there already' })
})

test('a byte order mark added since the analysis makes a file stale', () => {
  const root = temporaryFolder({ 'a.ts': 'old' })
  const result = change(root, 'a.ts', 'new')
  writeFileSync(join(root, 'a.ts'), '\uFEFFold')
  expect(writeResults(root, [result])).toEqual({ status: 'stale', files: ['a.ts'] })
})

test('a read-only file keeps all from being written', () => {
  const root = temporaryFolder({ 'a.ts': 'old a', 'b.ts': 'old b' })
  chmodSync(join(root, 'b.ts'), 0o444)
  const outcome = writeResults(root, [change(root, 'a.ts', 'new a'), change(root, 'b.ts', 'new b')])
  expect(outcome).toMatchObject({ status: 'unwritable', problems: [{ file: 'b.ts' }] })
  expect(contents(root)).toEqual({ 'a.ts': 'old a', 'b.ts': 'old b' })
})

test('a file cannot be created in a folder that does not exist', () => {
  const root = temporaryFolder({ 'a.ts': 'old' })
  const outcome = writeResults(root, [change(root, 'a.ts', 'new'), create('missing/b.ts', '')])
  expect(outcome).toMatchObject({ status: 'unwritable', problems: [{ file: 'missing/b.ts' }] })
  expect(contents(root)).toEqual({ 'a.ts': 'old' })
})

test('a full disk keeps all from being written and leaves nothing behind', () => {
  const root = temporaryFolder({ 'a.ts': 'old a', 'b.ts': 'old b' })
  const results = [change(root, 'a.ts', 'new a'), change(root, 'b.ts', 'new b')]
  failAtStep('write', 2)
  expect(writeResults(root, results)).toEqual({ status: 'unwritable', problems: [{ file: 'b.ts', message: 'write 2 failed' }] })
  expect(contents(root)).toEqual({ 'a.ts': 'old a', 'b.ts': 'old b' })
})

test('when a rename fails, what was written before is taken back', () => {
  const root = temporaryFolder({ 'a.ts': '\uFEFFold a', 'c.ts': 'old c' })
  const results = [change(root, 'a.ts', 'new a'), create('b.ts', 'new b'), change(root, 'c.ts', 'new c')]
  failAtStep('rename', 3)
  expect(writeResults(root, results))
    .toEqual({ status: 'failed', problem: { file: 'c.ts', message: 'rename 3 failed' }, notRestored: [] })
  expect(contents(root)).toEqual({ 'a.ts': '\uFEFFold a', 'c.ts': 'old c' })
})

test('what cannot be taken back is named', () => {
  const root = temporaryFolder({ 'a.ts': 'old a', 'b.ts': 'old b' })
  const results = [change(root, 'a.ts', 'new a'), change(root, 'b.ts', 'new b')]
  failAtStep('rename', 2, 3)
  expect(writeResults(root, results)).toEqual({
    status: 'failed',
    problem: { file: 'b.ts', message: 'rename 2 failed' },
    notRestored: [{ file: 'a.ts', message: 'rename 3 failed' }],
  })
  expect(contents(root)).toEqual({ 'a.ts': 'new a', 'b.ts': 'old b' })
})

test('a file that is saved while another is being written keeps what was saved', () => {
  const root = temporaryFolder({ 'a.ts': 'old a', 'b.ts': 'old b' })
  const results = [change(root, 'a.ts', 'new a'), change(root, 'b.ts', 'new b')]
  beforeStep.call = (step) => {
    if (step !== 'rename') return
    beforeStep.call = () => undefined
    writeFileSync(join(root, 'b.ts'), 'edited')
  }
  expect(writeResults(root, results)).toMatchObject({ status: 'failed', problem: { file: 'b.ts' }, notRestored: [] })
  expect(contents(root)).toEqual({ 'a.ts': 'old a', 'b.ts': 'edited' })
})

test('two names of one file do not overwrite each other', () => {
  const root = temporaryFolder({ 'a.ts': 'old' })
  symlinkSync('a.ts', join(root, 'b.ts'))
  const outcome = writeResults(root, [change(root, 'a.ts', 'new a'), change(root, 'b.ts', 'new b')])
  expect(outcome.status).toBe('failed')
  expect(contents(root)).toEqual({ 'a.ts': 'old', 'b.ts': 'old' })
})

test('a run killed before any step leaves each file whole, and the next run leaves nothing behind', () => {
  const steps = killedBeforeStep(Infinity)
  expect(steps).toBeGreaterThan(10)
  for (let step = 1; step <= steps; step++) killedBeforeStep(step)
})

test('a signal that is listened for waits for the end of the write', async () => {
  const root = temporaryFolder({ 'a.ts': 'old a', 'b.ts': 'old b' })
  const results = [change(root, 'a.ts', 'new a'), change(root, 'b.ts', 'new b')]
  const listener = vi.fn(() => contents(root))
  process.once('SIGINT', listener)
  beforeStep.call = (step) => {
    if (step !== 'rename') return
    beforeStep.call = () => undefined
    process.kill(process.pid, 'SIGINT')
  }
  expect(writeResults(root, results).status).toBe('written')
  expect(listener).not.toHaveBeenCalled()
  for (let turn = 0; turn < 100 && listener.mock.calls.length === 0; turn++) await setImmediate()
  expect(listener).toHaveReturnedWith({ 'a.ts': 'new a', 'b.ts': 'new b' })
})

test('a folder in the place of a file is stale', () => {
  const root = temporaryFolder({ 'a.ts': 'old' })
  const result = change(root, 'a.ts', 'new')
  unlinkSync(join(root, 'a.ts'))
  mkdirSync(join(root, 'a.ts'))
  expect(writeResults(root, [result])).toEqual({ status: 'stale', files: ['a.ts'] })
  expect(existsSync(join(root, 'a.ts'))).toBe(true)
})

function failAtStep(name: string, ...numbers: number[]): void {
  let count = 0
  beforeStep.call = (step) => {
    if (step === name && numbers.includes(++count)) throw new Error(`${name} ${count} failed`)
  }
}

/** Nothing reaches the disk from this step on, as when the process is killed; gives the number of steps. */
function killedBeforeStep(killedAt: number): number {
  const root = temporaryFolder({ 'a.ts': 'old a', 'b.ts': 'old b' })
  const results = [change(root, 'a.ts', 'new a'), change(root, 'b.ts', 'new b')]
  let count = 0
  beforeStep.call = () => {
    if (++count >= killedAt) throw new Error('killed')
  }
  try {
    writeResults(root, results)
  } catch {
    // A step outside of any `try` is as good a place to be killed at.
  }
  const steps = count
  beforeStep.call = () => undefined

  const { 'a.ts': a, 'b.ts': b, ...left } = contents(root)
  expect(['old a', 'new a']).toContain(a)
  expect(['old b', 'new b']).toContain(b)
  for (const name of Object.keys(left)) expect(name).toMatch(/^\.[ab]\.ts\.unblock-tmp$/)

  writeResults(root, [change(root, 'a.ts', 'newer a'), change(root, 'b.ts', 'newer b')])
  expect(contents(root)).toEqual({ 'a.ts': 'newer a', 'b.ts': 'newer b' })
  return steps
}
