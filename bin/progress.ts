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
