import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { RanPart } from './coverage.js'

/** What can be seen of a program from outside. */
export interface Observation {
  value?: string
  error?: string
  log: string[]
  files: string[]
  /** Errors of promises that nobody waited for. */
  lost: string[]
  blockingCalls: BlockingCall[]
  ran: RanPart[]
}

/** A blocking call and the lines of the program that it was made from, the innermost first. */
export interface BlockingCall {
  api: string
  stack: { file: string; line: number }[]
}

const patience = 5_000
/** A process keeps the modules of all programs that it ran. */
const runsPerProcess = 400

/** Runs programs in a process of their own; one that does not come to an end is ended with its process. */
export class Observer {
  #process: ChildProcess | undefined
  #runs = 0

  async observe(folder: string): Promise<Observation | 'endless'> {
    if (++this.#runs % runsPerProcess === 0) this.close()
    const child = (this.#process ??= this.#start())
    return new Promise((resolve) => {
      const finish = (observation: Observation | 'endless'): void => {
        clearTimeout(timer)
        child.off('message', onMessage).off('exit', onEnd)
        resolve(observation)
      }
      const onEnd = (): void => {
        this.close()
        finish('endless')
      }
      const onMessage = (message: { observation: Observation }): void => { finish(message.observation) }
      const timer = setTimeout(onEnd, patience)
      child.on('message', onMessage).on('exit', onEnd)
      child.send({ folder })
    })
  }

  close(): void {
    this.#process?.kill('SIGKILL')
    this.#process = undefined
  }

  #start(): ChildProcess {
    return fork(join(import.meta.dirname, 'observe.mjs'), { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  }
}
