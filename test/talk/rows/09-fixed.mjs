import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from './serve.mjs'

await serve(async function later(req, res) {
  await sleep(2000)
  res.end('slept')
})
