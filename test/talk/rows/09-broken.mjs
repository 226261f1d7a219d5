// `await` in front of a sleep that blocks: it holds everybody up, then awaits undefined.
import { serve } from './serve.mjs'

const sleepSync = (ms) => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms) }

await serve(async function later(req, res) {
  await sleepSync(2000)
  res.end('slept')
})
