import fs, { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'

/**
 * A process that runs programs, one folder after the other, and tells what can be seen of each from outside: its
 * result or error, its log, the files it leaves, the blocking calls that it made, and errors that nobody waited for.
 */
const mostCalls = 500
let blockingCalls = 0
const lost = []

for (const name of Object.keys(fs).filter((key) => key.endsWith('Sync'))) {
  const original = fs[name]
  fs[name] = function counted(...args) {
    if (++blockingCalls > mostCalls) throw new Error('too long')
    return original.apply(this, args)
  }
}
syncBuiltinESMExports()

process.on('unhandledRejection', (error) => lost.push(describe(error)))
process.on('message', async ({ folder }) => process.send({ observation: await observe(folder) }))

async function observe(folder) {
  resetData(folder)
  process.chdir(folder)
  lost.length = 0
  blockingCalls = 0
  const result = await runMain(folder)
  await quiet()
  blockingCalls = 0
  return { ...result, log: await logOf(folder), files: filesIn(folder, 'data'), lost: [...lost] }
}

async function runMain(folder) {
  const program = await load(folder, 'main').catch((error) => ({ error }))
  if (!program.main) return { error: describe(program.error), blockingCalls: 0 }
  try {
    blockingCalls = 0
    const value = await program.main('data/a.txt')
    return { value: JSON.stringify(value), blockingCalls }
  } catch (error) {
    return { error: describe(error), blockingCalls }
  }
}

async function load(folder, name) {
  const module = await import(pathToFileURL(path.join(folder, `${name}.js`)).href)
  return module.default ?? module
}

async function logOf(folder) {
  try {
    return [...(await load(folder, 'log')).lines]
  } catch (error) {
    return [describe(error)]
  }
}

/** Waits until nothing is under way any more. */
async function quiet() {
  for (let idle = 0; idle < 3; ) {
    await turn()
    idle = process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq')) ? 0 : idle + 1
  }
}

/** Messages of the engine name the code that failed, which a conversion changes. */
function describe(error) {
  if (!(error instanceof Error)) return `thrown ${String(error)}`
  if ('code' in error) return `${error.code}: ${error.message}`
  return error.name === 'Error' ? error.message : error.name
}

function resetData(folder) {
  const data = path.join(folder, 'data')
  rmSync(data, { recursive: true, force: true })
  mkdirSync(path.join(data, 'sub'), { recursive: true })
  writeFileSync(path.join(data, 'a.txt'), 'alpha-a')
  writeFileSync(path.join(data, 'b.txt'), '')
  writeFileSync(path.join(data, 'sub', 'c.txt'), 'c-sea')
}

function filesIn(folder, name) {
  const full = path.join(folder, name)
  if (!statSync(full).isDirectory()) return [`${name}: ${readFileSync(full, 'utf8')}`]
  return [`${name}/`, ...readdirSync(full).sort().flatMap((entry) => filesIn(folder, `${name}/${entry}`))]
}
