import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'

/** What came of a command. */
export interface CommandRun {
  /** Null where a signal ended it. */
  exitCode: number | null
  isTimedOut: boolean
  /** What it printed on both streams, without colours. */
  output: string
  seconds: number
}

/** Where to run a command, and for how long at most. */
export interface CommandOptions {
  cwd: string
  seconds: number
  /** Given what kills the command at once, with all that it has started. */
  onStart?: (kill: () => void) => void
}

/** Runs a command in a shell, and ends all that it has started, also where that is still running when it is done. */
export async function runCommand(command: string, { cwd, seconds, onStart }: CommandOptions): Promise<CommandRun> {
  const startedAt = performance.now()
  // A group of its own can be ended as a whole; Ctrl-C does not reach it, so that whoever handles that has to kill it.
  const child = spawn(command, { cwd, shell: true, detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'pipe'] })
  const kill = () => { killGroup(child.pid) }
  onStart?.(kill)
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  const closed = new Promise<void>((resolve) => { child.on('close', () => { resolve() }) })
  let isTimedOut = false
  const timer = setTimeout(() => {
    isTimedOut = true
    kill()
  }, seconds * 1000)
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', resolve)
  })
  clearTimeout(timer)
  kill()
  // What left the group keeps the pipes open for as long as it likes.
  await Promise.race([closed, sleep(1000, undefined, { ref: false })])
  return { exitCode, isTimedOut, output: stripVTControlCharacters(Buffer.concat(chunks).toString()), seconds: (performance.now() - startedAt) / 1000 }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}
