import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { join, resolve } from 'node:path'
import type { DebugEvent, DebugSummary } from 'unblock-runtime/debug'

/** What a program of test/talk/rows said. */
export interface RowRun {
  /** What it printed. */
  lines: string[]
  /** What debug mode found in the program itself: `never awaited: findBook`, `held by sleepSync`. */
  found: string[]
}

const rows = resolve(import.meta.dirname, 'rows')

/** Runs the broken or the fixed form of a row in debug mode, in a folder with a database of its own; one that takes longer than ten seconds is ended. */
export async function runRow(name: `${number}-${'broken' | 'fixed'}`, environment: Readonly<Record<string, string>> = {}): Promise<RowRun> {
  const folder = mkdtempSync(join(import.meta.dirname, 'run-'))
  const program = join(rows, `${name}.mjs`)
  // Sleeps and loops of these programs take longer than anything else does, on a machine with much to do as well.
  const env = { ...process.env, UNBLOCK_DEBUG_FORMAT: 'json', UNBLOCK_SLOW_MS: '1500', ...environment }
  writeFileSync(join(folder, 'title.txt'), 'Emma')
  try {
    const child = spawn(process.execPath, ['--import', 'unblock-runtime/debug', program], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const patience = setTimeout(() => child.kill('SIGKILL'), 10_000)
    const [printed, reported] = await Promise.all([text(child.stdout), text(child.stderr)])
    clearTimeout(patience)
    return { lines: linesOf(printed), found: linesOf(reported).filter((line) => line.startsWith('{"type":')).flatMap((line) => findingIn(JSON.parse(line) as DebugEvent | DebugSummary, program)) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function findingIn(event: DebugEvent | DebugSummary, program: string): string[] {
  switch (event.type) {
    case 'blocked': return event.frame.file === program ? [`held by ${event.frame.function}`] : []
    case 'unawaited': return event.file === program ? [`never awaited: ${event.label.replace(/.*#/, '')}`] : []
    case 'summary': return []
  }
}

function linesOf(printed: string): string[] {
  return printed.split('\n').filter((line) => line !== '')
}
