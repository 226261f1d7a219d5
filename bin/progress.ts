import spinner from 'yocto-spinner'

/** Shows on stderr what is being done, while it is being done. */
export interface Progress {
  show(stage: string): void
  stop(): void
}

/** A spinner on a terminal, and nothing elsewhere. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { show() {}, stop() {} }
  // The command ends the process on SIGINT itself, so that a write is never interrupted.
  const spinning = spinner({ stream, handleSignals: false })
  return {
    show: (stage) => {
      spinning.text = stage
      spinning.start()
    },
    stop: () => void spinning.stop(),
  }
}

/** A line for each stage, once it is over, with the time that it took. */
export function createTimings(write: (line: string) => void): Progress {
  let stage = 'Starting'
  // The clock starts with the process.
  let start = 0
  const end = () => {
    const now = performance.now()
    write(`${((now - start) / 1000).toFixed(2).padStart(6)} s  ${stage}\n`)
    start = now
  }
  return {
    show: (next) => {
      end()
      stage = next
    },
    stop: end,
  }
}
