import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

const samplePause = 20
const ticksPerSecond = 100

/**
 * Runs a command and tells how long it took and, on Linux, how much processor time and memory it and its children took.
 * Memory is each process's high-water mark, added up.
 */
export async function measure({ command, args, cwd }) {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (errors += chunk))
  const processes = new Map()
  const start = performance.now()
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, seconds: (performance.now() - start) / 1000 }))
  })
  let result
  while (!(result = await Promise.race([ended, delay(samplePause)]))) sampleTree(child.pid, processes)
  const samples = [...processes.values()]
  return { ...result, errors, output, cpuSeconds: total(samples, 'cpuSeconds'), peakMb: total(samples, 'peakMb') }
}

function sampleTree(pid, processes) {
  try {
    // One that has ended and is not collected yet shows no memory any more.
    const peakMb = Math.max(processes.get(pid)?.peakMb ?? 0, peakMbOf(pid))
    processes.set(pid, { cpuSeconds: cpuSecondsOf(pid), peakMb })
    for (const childPid of childrenOf(pid)) sampleTree(childPid, processes)
  } catch {
    // It ended while it was looked at, or this is not Linux: what was seen so far stands.
  }
}

function cpuSecondsOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

function peakMbOf(pid) {
  const [, kilobytes = 0] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

function childrenOf(pid) {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
}

function total(samples, key) {
  return samples.length === 0 ? undefined : samples.reduce((sum, sample) => sum + sample[key], 0)
}
