import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { scanToJson } from '../../src/report/scan-json.js'
import { scan } from '../../src/pipeline.js'
import { runCommand } from '../support/cli.js'
import { buildDemo, startDemo } from '../support/demo-app.mjs'

test('a profile of the demo under requests leads to the handlers that were asked, and to a conversion of the first', { timeout: 900_000 }, async () => {
  const parent = resolve(import.meta.dirname, '../../tmp')
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(resolve(parent, 'profile-'))
  try {
    buildDemo(folder, 'nobody')
    await record(folder)
    const evidence = { cpuProfiles: ['profiles/*.cpuprofile'], debugLogs: [] }
    const { handlers } = scanToJson(scan({ cwd: folder, paths: [], evidence }))
    const measured = handlers.filter(({ blockedMs = 0 }) => blockedMs > 0)
    // A login derives a key, which takes longer than all the rest.
    expect(measured[0]).toMatchObject({ route: 'POST /accounts/login', file: 'src/routes/accounts.ts' })
    expect(measured[0]?.share).toBeGreaterThan(0.5)
    const routes = measured.map(({ route }) => route)
    expect(routes).toContain('POST /accounts')
    expect(routes).not.toContain('GET /system/version')
    const { out, err } = runCommand(folder, ['convert', '--top', '1', '--cpu-profile', 'profiles/*.cpuprofile', '--dry-run', '--json'])
    expect(err).toBe('')
    expect(JSON.parse(out)).toMatchObject({ handlers: [{ route: 'POST /accounts/login', outcome: 'converted' }] })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

/** Writes a profile of some requests, as `node --cpu-prof` does when the program ends. */
async function record(folder: string): Promise<void> {
  const endOnSignal = 'data:text/javascript,process.once("SIGTERM", () => process.exit())'
  const { origin, server } = await startDemo(folder, ['--cpu-prof', '--cpu-prof-dir', resolve(folder, 'profiles'), '--import', endOnSignal])
  const post = (path: string, body: object) => fetch(origin + path, { method: 'POST', headers: { 'content-type': 'application/json', 'authorization': `Basic ${btoa('ada:secret')}` }, body: JSON.stringify(body) })
  expect((await post('/accounts', { name: 'ada', password: 'secret' })).status).toBe(201)
  for (let turn = 0; turn < 10; turn++) {
    expect((await post('/accounts/login', { name: 'ada', password: 'secret' })).status).toBe(200)
    expect((await post('/workspaces', { name: `workspace ${turn}`, owner: 'ada' })).status).toBe(201)
  }
  const ended = once(server, 'exit')
  server.kill('SIGTERM')
  await ended
  expect(readdirSync(resolve(folder, 'profiles'))).toHaveLength(1)
}
