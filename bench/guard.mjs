/** What the guard costs, in one process: `node bench/guard.mjs [--rounds 9] [--driver libsql]`, after `npm run build`. */
import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' }, driver: { type: 'string', default: 'better-sqlite3' } } })
const Database = createRequire(import.meta.url)(values.driver)
const calls = 20_000

const db = new Database(':memory:')
db.exec("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO users (name) VALUES ('ann')")
const find = db.prepare('SELECT id, name FROM users WHERE id = ?')
// Taken before anything guards it, so that each round can measure both: machines are never quiet.
const unguarded = { get: Object.getPrototypeOf(find).get }

const { allowSync, asyncOnly } = await import('unblock-runtime/guard')
const handler = async () => undefined
const marked = asyncOnly(handler)
// In an object, as a marked handler runs the functions that it is given outside of its request.
const runMarked = asyncOnly(async ({ run }) => run())

const queries = (query) => () => { for (let n = 0; n < calls; n += 1) query() }
const awaited = (run) => async () => { for (let n = 0; n < calls; n += 1) await run() }
const kinds = {
  'a query, not guarded': queries(() => unguarded.get.call(find, 1)),
  'a query, guarded, in a handler that is not marked': queries(() => find.get(1)),
  'a query, in allowSync, in a marked handler': () => runMarked({ run: queries(() => allowSync(() => find.get(1))) }),
  'an empty handler, not marked': awaited(handler),
  'an empty handler, marked': awaited(marked),
}

async function nanosecondsPerCall(run) {
  const start = process.hrtime.bigint()
  await run()
  return Number(process.hrtime.bigint() - start) / calls
}

const measured = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]))
for (let round = 0; round <= Number(values.rounds); round += 1) {
  for (const [kind, run] of Object.entries(kinds)) {
    const time = await nanosecondsPerCall(run)
    // The first round warms up.
    if (round > 0) measured[kind].push(time)
  }
}
const median = (kind) => measured[kind].sort((a, b) => a - b)[Math.floor(measured[kind].length / 2)]
console.log(`${values.driver}, Node.js ${process.version}, medians of ${values.rounds} rounds of ${calls} calls`)
for (const kind of Object.keys(kinds)) {
  const base = median(kind.startsWith('a query') ? 'a query, not guarded' : 'an empty handler, not marked')
  console.log(`${kind.padEnd(50)} ${median(kind).toFixed(0).padStart(6)} ns  ${(median(kind) / base).toFixed(2)} ×`)
}
