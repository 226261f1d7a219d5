import childProcess from 'node:child_process'
import crypto from 'node:crypto'
import { Session } from 'node:inspector/promises'
import fs, { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import zlib from 'node:zlib'

/**
 * A process that runs programs, one folder after the other, and tells what can be seen of each from outside: its
 * result or error, its log, the files it leaves, the blocking calls that it made, and errors that nobody waited for.
 */
const mostCalls = 500
const lost = []
let blockingCalls = []

process.setSourceMapsEnabled(true)
Error.stackTraceLimit = 50

const session = new Session()
session.connect()
await session.post('Profiler.enable')
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })

for (const [module, members] of Object.entries({ fs, crypto, zlib, child_process: childProcess })) {
  for (const name of Object.keys(members).filter((key) => key.endsWith('Sync'))) {
    const original = members[name]
    members[name] = function counted(...args) {
      blockingCalls.push(new Error(`${module}.${name}`))
      if (blockingCalls.length > mostCalls) throw new Error('too long')
      return original.apply(this, args)
    }
  }
}
syncBuiltinESMExports()

process.on('unhandledRejection', (error) => lost.push(describe(error)))
process.on('message', async ({ folder }) => process.send({ observation: await observe(folder) }))

async function observe(folder) {
  resetData(folder)
  process.chdir(folder)
  lost.length = 0
  const result = await runMain(folder)
  await quiet()
  return { ...result, ran: await ranIn(folder), log: await logOf(folder), files: filesIn(folder, 'data'), lost: [...lost] }
}

/** How often each part of the program's files ran. */
async function ranIn(folder) {
  const { result } = await session.post('Profiler.takePreciseCoverage')
  const home = `${pathToFileURL(folder).href}/`
  return result.filter(({ url }) => url.startsWith(home)).flatMap(({ url, functions }) => functions.flatMap(({ ranges }) => ranges.map((range) => {
    return { file: url.slice(home.length), start: range.startOffset, end: range.endOffset, count: range.count }
  })))
}

async function runMain(folder) {
  const program = await load(folder, 'main').catch((error) => ({ error }))
  blockingCalls = []
  if (!program.main) return { error: describe(program.error), blockingCalls: [] }
  const result = await resultOf(program.main)
  return { ...result, blockingCalls: blockingCalls.map((call) => ({ api: call.message, stack: framesIn(folder, call.stack) })) }
}

async function resultOf(main) {
  try {
    return { value: JSON.stringify(await main('data/a.txt')) }
  } catch (error) {
    return { error: describe(error) }
  }
}

/** The lines of the program, as its author wrote them, that a stack trace leads through. */
function framesIn(folder, stack) {
  const frames = stack.split('\n').filter((line) => line.includes(`${folder}/`)).map((line) => /([^/]+):(\d+):\d+\)?$/.exec(line))
  return frames.flatMap((found) => (found ? [{ file: found[1], line: Number(found[2]) }] : []))
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
    idle = process.getActiveResourcesInfo().some((name) => /FSReq|Job|Zlib|ProcessWrap/.test(name)) ? 0 : idle + 1
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
