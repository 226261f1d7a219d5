import path from 'node:path'
import { createViteServer } from 'vitest/node'

/** Converts fixtures/corpus and prints how often unblock, and ESLint's require-atomic-updates, are right about races in it. */
const server = await createViteServer({
  root: path.dirname(import.meta.dirname),
  configFile: false,
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true, include: [] },
  logLevel: 'error',
})
try {
  const { compareAtomicUpdates } = await server.ssrLoadModule('/test/corpus/atomic-updates.ts')
  await compareAtomicUpdates(console.log)
} finally {
  await server.close()
}
