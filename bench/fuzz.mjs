import path from 'node:path'
import { parseArgs } from 'node:util'
import { createViteServer } from 'vitest/node'

const usage = `Writes random programs, lets unblock convert them, and compares what both versions do.

  node bench/fuzz.mjs                 for one minute
  --minutes <n>                       how long
  --seed <n>                          where to begin; the same seed gives the same programs
  --faults <n>                        end after so many faults (1)
  --outcome <converted|rolled-back|…>  look for programs of this outcome in place of faults
  --unreached                         lists the lines of the grammar that no converted program came by`

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    faults: { type: 'string', default: '1' },
    outcome: { type: 'string' },
    unreached: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

if (options.help) console.log(usage)
else await run()

/** The oracle is part of the tests, in TypeScript, and runs on the sources as they are. */
async function run() {
  const server = await createViteServer({
    root: path.dirname(import.meta.dirname),
    configFile: false,
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true, include: [] },
    logLevel: 'error',
  })
  try {
    const { fuzz } = await server.ssrLoadModule('/test/oracle/fuzz.ts')
    const { minutes, seed, faults, outcome, unreached } = options
    const found = await fuzz({ minutes: Number(minutes), seed: Number(seed), faults: Number(faults), outcome, unreached, print: console.log })
    process.exitCode = found === 0 ? 0 : 1
  } finally {
    await server.close()
  }
}
