import { setTimeout as pause } from 'node:timers/promises'
import { serve } from './serve.mjs'

const stats = { alive: 0 }
const up = async () => { await pause(50); return 1 }

await serve(async function check(req, res) {
  const more = await up()
  stats.alive = stats.alive + more
  res.end('checked')
}, ['/a', '/b', '/c'])
console.log('alive:', stats.alive)
