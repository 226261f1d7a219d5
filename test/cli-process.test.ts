import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { globSync } from 'tinyglobby'
import ts from 'typescript'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ConvertOutcome } from '../src/report/outcome.js'
import { OutcomeBuilder } from './report/outcome-builder.js'

const repository = fileURLToPath(new URL('..', import.meta.url))

/** Stands in for the analysis, which other tests look at: here it gives, throws or waits as the project's stub.json says. */
const stubPipeline = `
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from './usage-error.js'

export const scan = convert
export const analyzeProject = () => undefined
export const convertAnalyzed = (analyzed, options) => convert(options)

export function convert({ cwd, progress }) {
  progress('Analysing')
  const { outcome, usageError, fault, waits } = JSON.parse(readFileSync(join(cwd, 'stub.json'), 'utf8'))
  writeFileSync(join(cwd, 'started'), '')
  if (waits) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  if (usageError) throw new UsageError(usageError)
  if (fault) throw new Error(fault)
  return { ...outcome, sources: new Map(outcome.sources) }
}
`

let dist: string
let root: string

beforeAll(() => {
  mkdirSync(join(repository, 'tmp'), { recursive: true })
  dist = mkdtempSync(join(repository, 'tmp/cli-process-'))
  for (const file of globSync(['bin/*.ts', 'src/{flags,report,apply,test-runs,effects,config,rules,drivers}/**/*.ts', 'src/analysis/{paths,transpile}.ts', 'src/*.ts'], { cwd: repository })) {
    const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true }
    const { outputText } = ts.transpileModule(readFileSync(join(repository, file), 'utf8'), { compilerOptions })
    mkdirSync(dirname(join(dist, file)), { recursive: true })
    writeFileSync(join(dist, file.replace(/ts$/, 'js')), outputText)
  }
  writeFileSync(join(dist, 'src/pipeline.js'), stubPipeline)
})

afterAll(() => {
  rmSync(dist, { recursive: true })
})

beforeEach(() => {
  root = mkdtempSync(join(repository, 'tmp/project-'))
})

afterEach(() => {
  rmSync(root, { recursive: true })
})

function stub(answer: { outcome?: ConvertOutcome; usageError?: string; fault?: string; waits?: boolean }): void {
  const outcome = answer.outcome && { ...answer.outcome, sources: [...answer.outcome.sources] }
  writeFileSync(join(root, 'stub.json'), JSON.stringify({ ...answer, outcome }))
}

function commandLine(args: string[]): string[] {
  return [join(dist, 'bin/unblock.js'), ...args, '--cwd', root, '--force']
}

function run(args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, commandLine(args), { encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** Writes files of this many lines, and plans to change each. */
function project(files: number, lines: number): { before: string; after: string; outcome: ConvertOutcome } {
  const before = 'before\n'.repeat(lines)
  const after = 'after\n'.repeat(lines)
  const builder = new OutcomeBuilder(root)
  for (let index = 0; index < files; index++) {
    writeFileSync(join(root, `${index}.ts`), before)
    builder.file(`${index}.ts`, before, after)
  }
  return { before, after, outcome: builder.build() }
}

function textOf(index: number): string {
  return readFileSync(join(root, `${index}.ts`), 'utf8')
}

function exit(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => { child.on('exit', resolve) })
}

describe('the process', () => {
  it('prints results to stdout and, without a terminal, nothing to stderr', () => {
    const { outcome, before } = project(1, 1)
    stub({ outcome })
    const { status, stdout, stderr } = run(['convert', '--handlers', '--dry-run'])
    expect(stdout).toContain('--- a/0.ts\n+++ b/0.ts\n@@ -1,1 +1,1 @@\n-before\n+after\n')
    expect({ status, stderr, text: textOf(0) }).toEqual({ status: 0, stderr: '', text: before })
  })

  it('writes', () => {
    const { outcome, after } = project(1, 1)
    stub({ outcome })
    expect(run(['convert', '--handlers'])).toMatchObject({ status: 0, stderr: '' })
    expect(textOf(0)).toBe(after)
  })

  it('ends with 2 on a usage error of the pipeline', () => {
    stub({ usageError: "'src/b.ts' matches nothing." })
    expect(run(['convert', 'src/b.ts'])).toEqual({ status: 2, stdout: '', stderr: "unblock: 'src/b.ts' matches nothing.\n" })
  })

  it('ends with 1 on a fault of the pipeline, with its stack only if asked for', () => {
    stub({ fault: 'the graph is broken' })
    const plain = run(['convert', '--handlers'])
    expect(plain).toMatchObject({ status: 1, stdout: '' })
    expect(plain.stderr).toMatch(/^unblock: the graph is broken\nThis is a fault in unblock\..*\n$/)
    expect(run(['convert', '--handlers', '--debug']).stderr).toMatch(/ {4}at convert .*pipeline\.js/)
  })

  it('is silent when its reader stops early', () => {
    stub({ outcome: project(200, 100).outcome })
    const command = `"${process.execPath}" ${commandLine(['convert', '--handlers', '-d']).map((arg) => `"${arg}"`).join(' ')} | head -1`
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' })
    expect({ stdout, stderr }).toEqual({ stdout: 'diff --git a/0.ts b/0.ts\n', stderr: '' })
  })

  it('ends with 1 and writes nothing when a file is read-only', () => {
    const { outcome, before } = project(2, 1)
    stub({ outcome })
    spawnSync('chmod', ['a-w', join(root, '1.ts')])
    const { status, stdout, stderr } = run(['convert', '--handlers'])
    expect(stderr).toMatch(/^unblock: Nothing was written:\n {2}1\.ts: .*\n$/)
    expect({ status, stdout, texts: [textOf(0), textOf(1)] }).toEqual({ status: 1, stdout: '', texts: [before, before] })
  })
})

async function interrupt(whenThereIs: string, signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<number | null> {
  const child = spawn(process.execPath, commandLine(['convert', '--handlers']))
  const ended = exit(child)
  while (!existsSync(join(root, whenThereIs))) await sleep(1)
  child.kill(signal)
  return ended
}

describe('undo', () => {
  function undo() {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(dist, 'bin/unblock.js'), 'undo', '--cwd', root], { encoding: 'utf8' })
    return { status, stdout, stderr }
  }

  it('takes the last conversion back, once', () => {
    const { outcome, before } = project(2, 1)
    stub({ outcome })
    expect(run(['convert', '--handlers']).status).toBe(0)
    expect(undo()).toEqual({ status: 0, stdout: 'The last conversion is undone: 2 files restored.\n  0.ts\n  1.ts\n', stderr: '' })
    expect([textOf(0), textOf(1)]).toEqual([before, before])
    expect(undo()).toEqual({ status: 2, stdout: '', stderr: `unblock: There is no conversion to undo in ${root}.\n` })
  })

  it('ends with 2 and names what was changed since', () => {
    stub({ outcome: project(2, 1).outcome })
    run(['convert', '--handlers'])
    writeFileSync(join(root, '1.ts'), 'edited')
    const { status, stderr } = undo()
    expect(stderr).toContain('as these files were changed since:\n  1.ts\n')
    expect({ status, texts: [textOf(0), textOf(1)] }).toEqual({ status: 2, texts: ['after\n', 'edited'] })
  })

  it('takes back what a run that was killed in the middle has left', async () => {
    const files = 300
    const { before, outcome } = project(files, 1)
    stub({ outcome })
    await interrupt('.299.ts.unblock-tmp', 'SIGKILL')
    const isOld = (index: number) => textOf(index) === before
    const indices = Array.from({ length: files }, (_, index) => index)
    // It may have come further than this test was quick.
    if (!indices.every(isOld)) {
      const again = run(['convert', '--handlers'])
      expect(again.status).toBe(indices.some(isOld) ? 2 : again.status)
    }
    undo()
    expect(indices.filter((index) => !isOld(index))).toEqual([])
  })
})

describe('Ctrl-C', () => {

  it('ends the analysis at once with 130', async () => {
    const { before } = project(1, 1)
    stub({ waits: true })
    expect(await interrupt('started')).toBe(130)
    expect(textOf(0)).toBe(before)
  })

  it('lets a write that has begun come to its end', async () => {
    const files = 300
    const { after, outcome } = project(files, 1)
    stub({ outcome })
    expect([0, 130]).toContain(await interrupt('.0.ts.unblock-tmp'))
    for (let index = 0; index < files; index++) expect(textOf(index)).toBe(after)
  })
})
