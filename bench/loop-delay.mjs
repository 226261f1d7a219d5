// Preloaded into a server: measures how late its event loop is, from one message of the parent to the next.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

if (isMainThread && process.send) {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  process.on('message', () => {
    process.send({ p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 })
    delay.reset()
  })
  process.channel.unref()
}
