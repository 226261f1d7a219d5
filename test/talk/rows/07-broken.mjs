// What was read before the `await` is stale after it: all write the same number.
import { setTimeout as pause } from 'node:timers/promises'
import { serve } from './serve.mjs'

const stats = { alive: 0 }
const up = async () => { await pause(50); return 1 }

await serve(async function check(req, res) {
  stats.alive = stats.alive + (await up())
  res.end('checked')
}, ['/a', '/b', '/c'])
console.log('alive:', stats.alive)
