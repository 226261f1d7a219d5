import { readFileSync } from 'node:fs'
import path from 'node:path'
import { UsageError } from '../usage-error.js'
import type { Frame, StackTime } from './stack-time.js'

/** A line of `unblock-runtime/debug` about a stretch in which the event loop was held. */
interface BlockedLine {
  type: 'blocked'
  ms: number
  stack: string[]
}

/** Reads the lines of JSON that the debug mode wrote to stderr, among whatever else is there. Files are seen from the folder that the program ran in. */
export function readDebugLog(file: string, folder: string): StackTime[] {
  const lines = textOf(file).split(/\r?\n/).filter((line) => line.startsWith('{'))
  const parsed = lines.flatMap(parse)
  if (parsed.length === 0) throw new UsageError(`${file} has no line of unblock-runtime/debug. Run the program with UNBLOCK_DEBUG_FORMAT=json and save its stderr.`)
  return parsed.filter(isBlocked).map(({ ms, stack }) => ({ ms, frames: stack.map((described) => frameOf(described, folder)) }))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Other programs write lines of JSON, too. */
function parse(line: string): { type: string }[] {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && 'type' in value && ['blocked', 'unawaited', 'summary'].includes(String(value.type)) ? [{ ...value, type: String(value.type) }] : []
  } catch {
    return []
  }
}

function isBlocked(event: { type: string }): event is BlockedLine {
  return event.type === 'blocked' && 'ms' in event && typeof event.ms === 'number' && 'stack' in event && Array.isArray(event.stack)
}

/** `login (src/app.js:18)`, `spawn (native)` */
function frameOf(described: string, folder: string): Frame {
  const [, name = described, file = '', line] = /^(.*) \((.*?)(?::(\d+))?\)$/.exec(described) ?? []
  const where = line === undefined ? '' : file.startsWith('node:') ? file : path.resolve(folder, file)
  return { name: name === '(anonymous)' ? '' : name, path: where, line: Number(line ?? 0) }
}
