import { relative } from 'node:path'
import type { Site } from './call-site'
import type { BlockedEvent, DebugEvent, DebugSummary } from './debug-event'

/** One line for a person. */
export function debugLine(event: DebugEvent): string {
  switch (event.type) {
    case 'blocked': return `the event loop was held for ${event.ms} ms by ${event.frame.function}${at(event.frame)}${handlerOf(event)}`
    case 'unawaited': return `never awaited: ${event.label}${at(event)}`
  }
}

/** What was found in all. */
export function summaryOf(events: readonly DebugEvent[]): DebugSummary {
  const times = events.filter(isBlocked).map(({ ms }) => ms)
  return { type: 'summary', blocked: times.length, ms: sum(times), longestMs: Math.max(0, ...times), unawaited: events.length - times.length }
}

/** What a person reads at the end: all in one line, and a line for each place that held the loop, the worst first. */
export function summaryLines(events: readonly DebugEvent[]): string[] {
  const { blocked, ms, longestMs, unawaited } = summaryOf(events)
  const timesByPlace = new Map<string, number[]>()
  for (const { frame, ms } of events.filter(isBlocked)) {
    const place = `${frame.function}${at(frame)}`
    timesByPlace.set(place, [...timesByPlace.get(place) ?? [], ms])
  }
  const places = [...timesByPlace].sort(([, a], [, b]) => sum(b) - sum(a))
  return [
    `the event loop was held ${blocked} times, for ${ms} ms in all and ${longestMs} ms at most; promises never awaited: ${unawaited}`,
    ...places.map(([place, times]) => `  ${sum(times)} ms, ${times.length} times, by ${place}`),
  ]
}

function isBlocked(event: DebugEvent): event is BlockedEvent {
  return event.type === 'blocked'
}

function handlerOf({ handler }: BlockedEvent): string {
  return handler === undefined ? '' : `, handler ${handler.replace(/^(.*?) \((.+)\)$/, (_, name: string, place: string) => `${name} (${shortened(place)})`)}`
}

function at({ file, line }: Site): string {
  return file === '' ? '' : ` at ${shortened(file)}:${line}`
}

/** Paths of the program are told from where it runs. */
function shortened(file: string): string {
  const fromHere = relative(process.cwd(), file)
  return fromHere.startsWith('..') || file.startsWith('node:') ? file : fromHere
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
