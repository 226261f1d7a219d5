/**
 * Profiles the demo under load, converts the three handlers that block most by that profile, and loads it again:
 * node bench/profile.mjs --seconds 10 --connections 4. Prints the list of the scan, and the delay of the event loop before and after.
 */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { buildDemo, startDemo } from '../test/support/demo-app.mjs'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' }, connections: { type: 'string', default: '4' } } })
const [seconds, connections] = [values.seconds, values.connections].map(Number)
const checkout = resolve(import.meta.dirname, '..')
const headers = { 'content-type': 'application/json', 'authorization': `Basic ${btoa('ada:secret')}` }

const parent = resolve(checkout, 'tmp')
mkdirSync(parent, { recursive: true })
const folder = mkdtempSync(resolve(parent, 'profile-'))
try {
  buildDemo(folder, 'nobody')
  const before = await load()
  console.log(unblock('scan').split('\n\n')[0])
  // 1 says that something is left to a person.
  unblock('convert', '--top', '3', '--force')
  execFileSync(process.execPath, [resolve(checkout, 'node_modules/typescript/bin/tsc'), '-p', folder], { stdio: 'inherit' })
  const after = await load()
  console.log(`\n${''.padEnd(8)}${['requests/s', '/ping p99 ms', 'loop delay p99 ms', 'loop delay max ms'].map((name) => name.padStart(19)).join('')}`)
  for (const [name, row] of Object.entries({ before, after })) console.log(name.padEnd(8) + row.map((value) => value.toFixed(1).padStart(19)).join(''))
} finally {
  rmSync(folder, { recursive: true })
}

/** Requests per second, latency of a request that needs nothing, and the delay of the event loop, under the same load each time. */
async function load() {
  const endOnSignal = 'data:text/javascript,process.once("SIGTERM", () => process.exit())'
  const { origin, server } = await startDemo(folder, ['--cpu-prof', '--cpu-prof-dir', resolve(folder, 'profiles'), '--import', endOnSignal, '--import', resolve(import.meta.dirname, 'loop-delay.mjs')])
  try {
    await fetch(`${origin}/accounts`, { method: 'POST', headers, body: JSON.stringify({ name: 'ada', password: 'secret' }) })
    await loopDelay(server)
    const [app, ping] = await Promise.all([
      autocannon({ url: origin, connections, duration: seconds, timeout: 60, requests: requests() }),
      autocannon({ url: `${origin}/ping`, connections: 1, duration: seconds, timeout: 60, overallRate: 100 }),
    ])
    const { p99, max } = await loopDelay(server)
    return [app.requests.average, ping.requests.total === 0 ? seconds * 1000 : ping.latency.p99, p99, max]
  } finally {
    const ended = once(server, 'exit')
    server.kill()
    await ended
  }
}

/** A day in the life of the demo: logins, notes, a version that asks Git, and a workspace now and then. */
function requests() {
  let count = 0
  return [
    { method: 'POST', path: '/accounts/login', headers, body: JSON.stringify({ name: 'ada', password: 'secret' }) },
    { method: 'GET', path: '/notes', headers },
    { method: 'GET', path: '/system/version', headers },
    { method: 'POST', path: '/workspaces', headers, setupRequest: (request) => ({ ...request, body: JSON.stringify({ name: `workspace ${count++}`, owner: 'ada' }) }) },
  ]
}

/** Only the profile of the first load counts: the second is there for the same cost. */
function unblock(...args) {
  const command = [resolve(checkout, 'dist/bin/unblock.js'), ...args, '--cwd', folder, '--cpu-profile', 'profiles/*.cpuprofile']
  try {
    return execFileSync(process.execPath, command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  } catch (error) {
    if (error.status !== 1) throw error
    return error.stdout
  }
}

async function loopDelay(server) {
  server.send('report')
  const [report] = await once(server, 'message')
  return report
}
