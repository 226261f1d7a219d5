// A loop that waits, and lets nobody in who could end it.
let ready = false
setTimeout(() => { ready = true }, 10)
const sleepSync = (ms) => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms) }
const patience = Date.now() + Number(process.env.PATIENCE_MS ?? Infinity)

setTimeout(function untilReady() {
  while (!ready && Date.now() < patience) sleepSync(5)
  console.log('ready:', ready)
}, 1)
