/**
 * Loads the demo's database as it is and converted, in turn, and compares throughput, the latency of a request that needs no
 * database, and the delay of the event loop: npm run bench:load -- --rounds 3 --seconds 6. With --by hand
 * the conversion in bench/by-hand is taken, in place of the tool's.
 */
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import Database from 'better-sqlite3'
import { buildDemo, startDemo } from '../test/support/demo-app.mjs'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    connections: { type: 'string', default: '10' },
    by: { type: 'string', default: 'tool' },
  },
})
const [rounds, seconds, connections] = [values.rounds, values.seconds, values.connections].map(Number)
const workspaceCount = 2_000
const membersPerWorkspace = 100
const pingsPerSecond = 100
const columns = { requests: 'requests/s', pingP99: '/ping p99 ms', loopP99: 'loop delay p99 ms', loopMax: 'loop delay max ms', failed: 'failed' }

const parent = resolve(import.meta.dirname, '../tmp')
mkdirSync(parent, { recursive: true })
const folder = mkdtempSync(resolve(parent, 'load-'))
try {
  const versions = [
    { name: 'blocking', folder: buildDemo(resolve(folder, 'blocking'), 'nobody') },
    { name: 'converted', folder: buildDemo(resolve(folder, 'converted'), values.by) },
  ]
  const results = []
  for (let round = 1; round <= rounds; round++) {
    for (const version of versions) {
      const result = { round, version: version.name, ...await measure(version.folder) }
      results.push(result)
      printRow([round, version.name, ...Object.keys(columns).map((key) => result[key].toFixed(key === 'failed' ? 0 : 1))])
    }
  }
  printRatios(results)
} finally {
  rmSync(folder, { recursive: true })
}

async function measure(app) {
  const { origin, database, server, stop } = await startDemo(app, ['--import', resolve(import.meta.dirname, 'loop-delay.mjs')])
  try {
    // Converted, the tables are made with the first call, and not at start.
    await fetch(`${origin}/workspaces`)
    seed(database)
    await loopDelay(server)
    const [load, ping] = await Promise.all([
      autocannon({ url: origin, connections, duration: seconds, timeout: 60, requests: databaseRequests() }),
      autocannon({ url: `${origin}/ping`, connections: 1, duration: seconds, timeout: 60, overallRate: pingsPerSecond }),
    ])
    const loop = await loopDelay(server)
    const failed = load.errors + load.non2xx + ping.errors + ping.non2xx
    // Where not one of them was answered, all of them waited to the end.
    const pingP99 = ping.requests.total === 0 ? seconds * 1000 : ping.latency.p99
    return { requests: load.requests.average, pingP99, loopP99: loop.p99, loopMax: loop.max, failed }
  } finally {
    await stop()
  }
}

/** One report over all members to each registration, as a slow query stands in the way of the quick ones. */
function databaseRequests() {
  let count = 0
  return [
    { method: 'GET', path: '/workspaces/top' },
    {
      method: 'POST', path: '/workspaces', headers: { 'content-type': 'application/json' },
      setupRequest: (request) => ({ ...request, body: JSON.stringify({ name: `new ${count++}`, owner: 'ada' }) }),
    },
  ]
}

function seed(path) {
  const db = new Database(path)
  db.exec('DELETE FROM members; DELETE FROM workspaces')
  const addWorkspace = db.prepare('INSERT INTO workspaces (name) VALUES (?)')
  const addMember = db.prepare("INSERT INTO members VALUES (?, ?, 'member')")
  db.transaction(() => {
    for (let index = 0; index < workspaceCount; index++) {
      const { lastInsertRowid } = addWorkspace.run(`workspace ${index}`)
      for (let member = 0; member < membersPerWorkspace; member++) addMember.run(lastInsertRowid, `member ${member}`)
    }
  })()
  db.close()
}

async function loopDelay(server) {
  server.send('report')
  const [report] = await once(server, 'message')
  return report
}

function printRow([round, version, ...cells]) {
  if (round === 1 && version === 'blocking') console.log(`${'round'.padEnd(7)}${'version'.padEnd(11)}${Object.values(columns).map((name) => name.padStart(19)).join('')}`)
  console.log(`${String(round).padEnd(7)}${version.padEnd(11)}${cells.map((cell) => cell.padStart(19)).join('')}`)
}

function printRatios(results) {
  const median = (version, key) => {
    const sorted = results.filter((result) => result.version === version).map((result) => result[key]).sort((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)]
  }
  const ratio = (over, under, key) => (median(over, key) / median(under, key)).toFixed(2)
  console.log(`\nMedians: converted has ${ratio('converted', 'blocking', 'requests')} times the throughput; blocking has ${
    ratio('blocking', 'converted', 'pingP99')} times the /ping p99 and ${ratio('blocking', 'converted', 'loopP99')} times the loop delay p99.`)
}
