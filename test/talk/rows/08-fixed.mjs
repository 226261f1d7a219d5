import { setTimeout as sleep } from 'node:timers/promises'

let ready = false
setTimeout(() => { ready = true }, 10)

setTimeout(async function untilReady() {
  while (!ready) await sleep(5)
  console.log('ready:', ready)
}, 1)
