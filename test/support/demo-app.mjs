import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, cpSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, relative, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const run = (script, ...args) => execFileSync(process.execPath, [resolve(root, script), ...args], { stdio: ['ignore', 'ignore', 'inherit'] })

/**
 * Copies the demo to a folder inside of this checkout, whose packages it uses, converts it, and compiles it.
 * @param by Who converts it: nobody, the tool, or a person, who did so with the database and left the rest.
 */
export function buildDemo(folder, by) {
  cpSync(resolve(root, 'fixtures/demo'), folder, { recursive: true, filter: (path) => !/dist$|notes\.db/.test(path) })
  if (by === 'hand') layOver(folder, resolve(root, 'bench/by-hand'))
  if (by === 'tool') convert(folder)
  run('node_modules/typescript/bin/tsc', '-p', folder)
  return folder
}

/**
 * Starts the demo on a free port of this machine, with data of its own.
 * @param nodeOptions Options of node itself.
 */
export async function startDemo(folder, nodeOptions = []) {
  const port = await freePort()
  const config = join(folder, 'running.json')
  const database = join(folder, 'running.db')
  writeFileSync(config, JSON.stringify({ title: 'Demo', port, dataFolder: folder, maxAttachments: 5 }))
  const env = { ...process.env, NOTES_CONFIG: config, NOTES_DATABASE: database }
  const server = spawn(process.execPath, [...nodeOptions, 'dist/src/server.js'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const ended = once(server, 'exit').then(([code]) => { throw new Error(`the demo ended with code ${code}`) })
  await Promise.race([once(server.stdout, 'data'), ended])
  return {
    origin: `http://127.0.0.1:${port}`,
    database,
    server,
    async stop() {
      server.kill()
      await ended.catch(() => undefined)
    },
  }
}

function convert(folder) {
  // The folder belongs to no commit, and Git would not bring it back.
  const { status } = spawnSync(process.execPath, [resolve(root, 'dist/bin/unblock.js'), 'convert', '--handlers', '--force', '--cwd', folder], { stdio: ['ignore', 'ignore', 'inherit'] })
  // 1 says that something is left to a person; what is converted has to run all the same.
  if (status === null || status > 1) throw new Error(`the conversion of the demo ended with ${status}`)
}

function layOver(folder, changes) {
  for (const entry of readdirSync(changes, { recursive: true, withFileTypes: true })) {
    const from = join(entry.parentPath, entry.name)
    if (entry.isFile()) copyFileSync(from, join(folder, relative(changes, from).replace(/\.txt$/, '')))
  }
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  return port
}
